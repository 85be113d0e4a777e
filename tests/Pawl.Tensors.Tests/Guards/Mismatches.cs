using Pawl.Tensors.Autograd;

namespace Pawl.Tensors.Tests.Guards;

/// <summary>For every operation of a tape that can refuse, what it must.</summary>
internal static class Mismatches
{
    private static readonly RunningStatistics FourChannels = new(4);

    public static IReadOnlyList<Mismatch> All { get; } =
    [
        new Mismatch("Add", [new(2, 3), new(3, 2)], (tape, x) => tape.Add(x[0], x[1]), "(2, 3)", "(3, 2)"),
        new Mismatch("Add of other ranks", [new(6), new(1, 6)], (tape, x) => tape.Add(x[0], x[1]), "(6)", "(1, 6)"),
        new Mismatch("Add of nothing", [new(0, 3), new(3, 0)], (tape, x) => tape.Add(x[0], x[1]), "(0, 3)", "(3, 0)"),
        new Mismatch("Reshape", [new(2, 3)], (tape, x) => tape.Reshape(x[0], new(7)), "(2, 3)", "(7)"),
        new Mismatch("MatMul", [new(2, 3), new(4, 5)], (tape, x) => tape.MatMul(x[0], x[1]), "(2, 3)", "(4, 5)"),
        new Mismatch("MatMul of other ranks", [new(2, 3), new(3)], (tape, x) => tape.MatMul(x[0], x[1]), "(2, 3)", "(3)"),
        new Mismatch("Linear", [new(2, 3), new(4, 5)], (tape, x) => tape.Linear(x[0], x[1]), "(2, 3)", "(4, 5)"),
        new Mismatch("Linear of no matrix", [new(2, 3), new(3)], (tape, x) => tape.Linear(x[0], x[1]), "(2, 3)", "(3)"),
        new Mismatch("Linear bias", [new(2, 3), new(4, 3), new(3)], (tape, x) => tape.Linear(x[0], x[1], x[2]), "(4, 3)", "(3)"),
        new Mismatch(
            "Linear residual",
            [new(2, 3), new(4, 3), new(2, 3)],
            (tape, x) => tape.Linear(x[0], x[1], null, x[2]),
            "(2, 4)",
            "(2, 3)"
        ),
        new Mismatch("LayerNorm gain", [new(2, 3), new(2)], (tape, x) => tape.LayerNorm(x[0], x[1]), "(2, 3)", "(2)"),
        new Mismatch("LayerNorm bias", [new(2, 3), new(3), new(2)], (tape, x) => tape.LayerNorm(x[0], x[1], x[2]), "(3)", "(2)"),
        new Mismatch("Dropout", [new(2, 3)], (tape, x) => tape.Dropout(x[0], 1, default, 0), "probability", "1"),
        new Mismatch("Dropout of NaN", [new(2, 3)], (tape, x) => tape.Dropout(x[0], float.NaN, default, 0), "probability", "NaN"),
        new Mismatch("Embedding", [new(4, 3)], (tape, x) => tape.Embedding(x[0], [0, 4]), "4 at position 1", "[0, 4)"),
        new Mismatch("Embedding below", [new(4, 3)], (tape, x) => tape.Embedding(x[0], [-1]), "-1 at position 0", "[0, 4)"),
        new Mismatch("Embedding of no table", [new(4, 3, 2)], (tape, x) => tape.Embedding(x[0], [0]), "(4, 3, 2)", "(entries, width)"),
        new Mismatch(
            "TokenAndPosition",
            [new(4, 3), new(2, 5)],
            (tape, x) => tape.TokenAndPosition(x[0], x[1], [0], 1),
            "(4, 3)",
            "(2, 5)"
        ),
        new Mismatch(
            "TokenAndPosition length",
            [new(4, 3), new(2, 3)],
            (tape, x) => tape.TokenAndPosition(x[0], x[1], [0, 1, 2], 3),
            "2",
            "length 3"
        ),
        new Mismatch(
            "TokenAndPosition rest",
            [new(4, 3), new(2, 3)],
            (tape, x) => tape.TokenAndPosition(x[0], x[1], [0, 1, 2], 2),
            "length 2",
            "3 tokens"
        ),
        new Mismatch(
            "TokenAndPosition token",
            [new(4, 3), new(2, 3)],
            (tape, x) => tape.TokenAndPosition(x[0], x[1], [0, 4], 2),
            "4 at position 1",
            "[0, 4)"
        ),
        new Mismatch("CrossEntropy", [new(2, 3)], (tape, x) => tape.CrossEntropy(x[0], [0, 1, 2]), "(2, 3)", "3 targets"),
        new Mismatch("CrossEntropy target", [new(2, 3)], (tape, x) => tape.CrossEntropy(x[0], [0, 3]), "3 at position 1", "[0, 3)"),
        new Mismatch("CrossEntropy of no class", [new(1, 0)], (tape, x) => tape.CrossEntropy(x[0], [0]), "0 at position 0", "[0, 0)"),
        new Mismatch("CausalAttention width", [new(4, 10)], (tape, x) => tape.CausalAttention(x[0], 2, 1), "(4, 10)", "1 heads"),
        new Mismatch("CausalAttention heads", [new(4, 12)], (tape, x) => tape.CausalAttention(x[0], 2, 3), "(4, 12)", "3 heads"),
        new Mismatch("CausalAttention no head", [new(4, 12)], (tape, x) => tape.CausalAttention(x[0], 2, 0), "(4, 12)", "0 heads"),
        new Mismatch("CausalAttention length", [new(4, 12)], (tape, x) => tape.CausalAttention(x[0], 3, 2), "(4, 12)", "length 3"),
        new Mismatch(
            "CausalAttention overflow",
            [new(4, 12)],
            (tape, x) => tape.CausalAttention(x[0], 2, 1431655766),
            "(4, 12)",
            "1431655766 heads"
        ),
        new Mismatch(
            "KeepKeysAndValues",
            [new(1, 12), new(2, 2, 10, 3)],
            (tape, x) => Keep(tape, x, new CachePlace(0, 0)),
            "(1, 12)",
            "(2, 2, 10, 3)"
        ),
        new Mismatch(
            "KeepKeysAndValues rows",
            [new(2, 12), new(2, 2, 10, 2)],
            (tape, x) => Keep(tape, x, new CachePlace(0, 0)),
            "(2, 12)",
            "(2, 2, 10, 2)"
        ),
        new Mismatch(
            "KeepKeysAndValues position",
            [new(1, 12), new(2, 2, 10, 2)],
            (tape, x) => Keep(tape, x, new CachePlace(0, 5)),
            "(2, 2, 10, 2)",
            "position 5"
        ),
        new Mismatch(
            "KeepKeysAndValues overflow",
            [new(1, 12), new(2, 2, 10, 2)],
            (tape, x) => Keep(tape, x, new CachePlace(0, int.MaxValue)),
            "(2, 2, 10, 2)",
            "position 2147483647"
        ),
        new Mismatch(
            "KeepKeysAndValues stream",
            [new(1, 12), new(2, 2, 10, 2)],
            (tape, x) => Keep(tape, x, new CachePlace(-1, 0)),
            "(2, 2, 10, 2)",
            "stream -1"
        ),
        new Mismatch(
            "AttentionOverKept",
            [new(1, 12), new(2, 2, 10, 3)],
            (tape, x) => Without(tape).AttentionOverKept(x[0], x[1], [new(0, 0)]),
            "(1, 12)",
            "(2, 2, 10, 3)"
        ),
        new Mismatch(
            "AttentionOverKept stream",
            [new(1, 12), new(2, 2, 10, 2)],
            (tape, x) => Without(tape).AttentionOverKept(x[0], x[1], [new(2, 0)]),
            "(2, 2, 10, 2)",
            "stream 2"
        ),
        new Mismatch("LinearByRow", [new(2, 3), new(4, 5)], (tape, x) => Without(tape).LinearByRow(x[0], x[1]), "(2, 3)", "(4, 5)"),
        new Mismatch(
            "LinearByRow bias",
            [new(2, 3), new(4, 3), new(3)],
            (tape, x) => Without(tape).LinearByRow(x[0], x[1], x[2]),
            "(4, 3)",
            "(3)"
        ),
        new Mismatch(
            "LinearByRow residual",
            [new(2, 3), new(4, 3), new(2, 3)],
            (tape, x) => Without(tape).LinearByRow(x[0], x[1], null, x[2]),
            "(2, 4)",
            "(2, 3)"
        ),
        new Mismatch(
            "LinearGelu",
            [new(2, 3), new(4, 5)],
            (tape, x) => tape.LinearGelu(x[0], x[1], null, GeluForm.Exact),
            "(2, 3)",
            "(4, 5)"
        ),
        new Mismatch(
            "LinearGelu bias",
            [new(2, 3), new(4, 3), new(3)],
            (tape, x) => tape.LinearGelu(x[0], x[1], x[2], GeluForm.Exact),
            "(4, 3)",
            "(3)"
        ),
        new Mismatch("BatchMatMul", [new(2, 3, 4), new(2, 5, 6)], (tape, x) => tape.BatchMatMul(x[0], x[1]), "(2, 3, 4)", "(2, 5, 6)"),
        new Mismatch(
            "BatchMatMul transposed",
            [new(2, 3, 4), new(2, 4, 5)],
            (tape, x) => tape.BatchMatMul(x[0], x[1], true),
            "(2, 3, 4)",
            "(2, 4, 5)"
        ),
        new Mismatch(
            "BatchMatMul count",
            [new(2, 3, 4), new(3, 4, 5)],
            (tape, x) => tape.BatchMatMul(x[0], x[1]),
            "(2, 3, 4)",
            "(3, 4, 5)"
        ),
        new Mismatch(
            "Convolution",
            [new(1, 4, 4, 3), new(2, 5, 3, 3)],
            (tape, x) => tape.Convolution(x[0], x[1]),
            "(1, 4, 4, 3)",
            "(2, 5, 3, 3)"
        ),
        new Mismatch(
            "Convolution window",
            [new(1, 4, 4, 3), new(2, 3, 3, 1)],
            (tape, x) => tape.Convolution(x[0], x[1]),
            "(1, 4, 4, 3)",
            "(2, 3, 3, 1)"
        ),
        new Mismatch(
            "Convolution rank",
            [new(4, 4, 3), new(2, 3, 3, 3)],
            (tape, x) => tape.Convolution(x[0], x[1]),
            "(4, 4, 3)",
            "(2, 3, 3, 3)"
        ),
        new Mismatch(
            "Convolution bias",
            [new(1, 4, 4, 3), new(2, 3, 3, 3), new(3)],
            (tape, x) => tape.Convolution(x[0], x[1], x[2]),
            "(2, 3, 3, 3)",
            "(3)"
        ),
        new Mismatch(
            "BatchNorm gain",
            [new(2, 4), new(3), new(3)],
            (tape, x) => tape.BatchNorm(x[0], x[1], x[2], FourChannels),
            "(2, 4)",
            "(3)"
        ),
        new Mismatch(
            "BatchNorm bias",
            [new(2, 4), new(4), new(3)],
            (tape, x) => tape.BatchNorm(x[0], x[1], x[2], FourChannels),
            "(4)",
            "(3)"
        ),
        new Mismatch(
            "BatchNorm statistics",
            [new(2, 3), new(3), new(3)],
            (tape, x) => tape.BatchNorm(x[0], x[1], x[2], FourChannels),
            "(3)",
            "(4)"
        ),
        new Mismatch(
            "BatchNorm residual",
            [new(2, 4), new(4), new(4), new(4, 2)],
            (tape, x) => tape.BatchNorm(x[0], x[1], x[2], FourChannels, false, x[3]),
            "(2, 4)",
            "(4, 2)"
        ),
        new Mismatch(
            "BatchNorm one row",
            [new(1, 4), new(4), new(4)],
            (tape, x) => tape.BatchNorm(x[0], x[1], x[2], FourChannels, true),
            "(1, 4)",
            "two numbers"
        ),
        new Mismatch("MeanPool", [new(2, 3)], (tape, x) => tape.MeanPool(x[0]), "(2, 3)", "(boards, …, channels)"),
        new Mismatch("GateChannels", [new(2, 5, 3), new(2, 4)], (tape, x) => tape.GateChannels(x[0], x[1]), "(2, 5, 3)", "(2, 4)"),
        new Mismatch("GateChannels boards", [new(2, 5, 3), new(1, 3)], (tape, x) => tape.GateChannels(x[0], x[1]), "(2, 5, 3)", "(1, 3)"),
        new Mismatch(
            "GateChannels residual",
            [new(2, 5, 3), new(2, 3), new(5, 2, 3)],
            (tape, x) => tape.GateChannels(x[0], x[1], x[2]),
            "(2, 5, 3)",
            "(5, 2, 3)"
        ),
        new Mismatch(
            "MeanSquaredError",
            [new(2, 3), new(3, 2)],
            (tape, x) => Without(tape).MeanSquaredError(x[0], x[1]),
            "(2, 3)",
            "(3, 2)"
        ),
    ];

    private static Tape Without(Tape tape)
    {
        tape.IsRecording = false;
        return tape;
    }

    private static Tensor Keep(Tape tape, Tensor[] tensors, CachePlace place)
    {
        Without(tape).KeepKeysAndValues(tensors[0], tensors[1], [place]);
        return tensors[1];
    }
}
