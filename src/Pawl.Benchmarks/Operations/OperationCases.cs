using Pawl.Benchmarks.Gpt;
using Pawl.Tensors;
using Pawl.Tensors.Random;

namespace Pawl.Benchmarks.Operations;

/// <summary>Every operation of the recipes, at their sizes.</summary>
internal static class OperationCases
{
    public static IReadOnlyList<OperationCase> All { get; } =
    [
        .. GptRecipe.All.SelectMany(OfGpt),
        .. BoardCases.All(),
        new OptimizerCase("0.8m", width: 128, matrices: 48),
        new OptimizerCase("10.6m", width: 384, matrices: 72),
        new DispatchCase(),
    ];

    private static IEnumerable<OperationCase> OfGpt(GptRecipe recipe)
    {
        var (rows, width) = (recipe.Batch * recipe.Settings.BlockSize, recipe.Settings.Width);
        yield return Linear($"expansion-{recipe.Name}", rows, width, 4 * width);
        yield return Linear($"projection-{recipe.Name}", rows, 4 * width, width);
        yield return Attention(recipe, rows, width);
        yield return LayerNorm(recipe, rows, width);
        yield return Gelu(recipe, rows, 4 * width);
        yield return Dropout(recipe, rows, width);
        yield return Embedding(recipe, rows, width);
        yield return CrossEntropy(recipe, rows, recipe.Settings.VocabularySize);
    }

    private static TapeCase Linear(string name, int rows, int inner, int columns) =>
        new(
            name,
            new TensorShape(rows, inner),
            [new TensorShape(columns, inner), new TensorShape(columns)],
            Cost.Arithmetic(2.0 * rows * inner * columns),
            Cost.Arithmetic(4.0 * rows * inner * columns),
            static (tape, x, parameters) => tape.Linear(x, parameters[0], parameters[1])
        );

    /// <summary>The causal half counts: of the two products forward, and of the five backward (one of them computes the weights again).</summary>
    private static TapeCase Attention(GptRecipe recipe, int rows, int width)
    {
        var (length, heads) = (recipe.Settings.BlockSize, recipe.Settings.Heads);
        var product = 2.0 * rows * width * (length + 1) / 2;
        return new TapeCase(
            $"attention-{recipe.Name}",
            new TensorShape(rows, 3 * width),
            [],
            Cost.Arithmetic(2 * product),
            Cost.Arithmetic(5 * product),
            (tape, x, _) => tape.CausalAttention(x, length, heads)
        );
    }

    private static TapeCase LayerNorm(GptRecipe recipe, int rows, int width) =>
        new(
            $"layer-norm-{recipe.Name}",
            new TensorShape(rows, width),
            [new TensorShape(width), new TensorShape(width)],
            Cost.Traffic(2.0 * rows * width),
            Cost.Traffic(3.0 * rows * width),
            static (tape, x, parameters) => tape.LayerNorm(x, parameters[0], parameters[1])
        );

    /// <summary>Forward also writes the derivative, which is all that backward reads of it.</summary>
    private static TapeCase Gelu(GptRecipe recipe, int rows, int width) =>
        new(
            $"gelu-{recipe.Name}",
            new TensorShape(rows, width),
            [],
            Cost.Traffic(3.0 * rows * width),
            Cost.Traffic(3.0 * rows * width),
            static (tape, x, _) => tape.Gelu(x, GeluForm.Exact)
        );

    private static TapeCase Dropout(GptRecipe recipe, int rows, int width) =>
        new(
            $"dropout-{recipe.Name}",
            new TensorShape(rows, width),
            [],
            Cost.Traffic(2.0 * rows * width),
            Cost.Traffic(2.0 * rows * width),
            static (tape, x, _) => tape.Dropout(x, 0.2f, new DropoutKey(1, 1), 0)
        );

    /// <summary>Rows are read from the table and written; backward reads their gradients and adds them to the table's.</summary>
    private static TapeCase Embedding(GptRecipe recipe, int rows, int width)
    {
        var tokens = Tokens(rows, recipe.Settings.VocabularySize);
        return new TapeCase(
            $"embedding-{recipe.Name}",
            new TensorShape(1),
            [new TensorShape(recipe.Settings.VocabularySize, width), new TensorShape(recipe.Settings.BlockSize, width)],
            Cost.Traffic(2.0 * rows * width),
            Cost.Traffic(2.0 * rows * width),
            (tape, _, parameters) => tape.TokenAndPosition(parameters[0], parameters[1], tokens, recipe.Settings.BlockSize)
        );
    }

    private static TapeCase CrossEntropy(GptRecipe recipe, int rows, int classes)
    {
        var targets = Tokens(rows, classes);
        return new TapeCase(
            $"cross-entropy-{recipe.Name}",
            new TensorShape(rows, classes),
            [],
            Cost.Traffic(1.0 * rows * classes),
            Cost.Traffic(2.0 * rows * classes),
            (tape, x, _) => tape.CrossEntropy(x, targets)
        );
    }

    private static int[] Tokens(int count, int vocabulary)
    {
        var random = new Philox4x32(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(vocabulary))];
    }
}
