using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Numerics;

/// <summary>What a tower of convolutions is made of, on boards of 9 × 9 and of odd sizes.</summary>
internal sealed class BoardWork : INumericWork
{
    public string Name => "boards";

    public void Run(ComputeThreads threads, Philox4x32 random, Results results)
    {
        var work = new Recording(threads, random, results);
        foreach (
            var (boards, height, width, inputs, outputs) in new[]
            {
                (1, 1, 1, 1, 1),
                (3, 9, 9, 46, 32),
                (2, 7, 5, 33, 19),
                (5, 9, 9, 64, 64),
            }
        )
        {
            work.Do(
                $"convolution.{boards}.{height}.{width}.{inputs}.{outputs}",
                [new(boards, height, width, inputs), new(outputs, inputs, 3, 3), new(outputs)],
                (tape, x) => tape.Convolution(x[0], x[1], x[2])
            );
        }

        work.Do(
            "batchnorm",
            [new(7, 81, 43), new(43), new(43), new(7, 81, 43)],
            (tape, x) => tape.BatchNorm(x[0], x[1], x[2], new RunningStatistics(43), true, x[3], true)
        );
        work.Do("relu", [new(7, 81, 43)], (tape, x) => tape.Relu(x[0]));
        work.Do("sigmoid", [new(7, 81, 43)], (tape, x) => tape.Sigmoid(x[0]));
        work.Do(
            "squeeze",
            [new(7, 81, 43), new(11, 43), new(11), new(43, 11), new(43)],
            (tape, x) =>
                tape.GateChannels(
                    x[0],
                    tape.Sigmoid(tape.Linear(tape.Relu(tape.Linear(tape.MeanPool(x[0]), x[1], x[2])), x[3], x[4])),
                    x[0],
                    true
                )
        );
        work.Do("squares", [new(7, 81, 43)], (tape, x) => tape.MeanSquaredError(x[0]));
    }
}
