using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pawl.Tensors.Files;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Numerics;

/// <summary>
/// <c>numerics FILE [WORK]</c>: does fixed works on 1, 2, 3 and 4 threads, which must give the same bits, and writes what came out as
/// safetensors. Prints what the processor has under the switches of the environment, and the time of each work on one thread, once its code is compiled.
/// </summary>
internal sealed class NumericsProgram : ITestProgram
{
    private static readonly INumericWork[] Works =
    [
        new ProductWork(),
        new FunctionWork(),
        new OperationWork(),
        new AttentionWork(),
        new BoardWork(),
        new OptimizerWork(),
        new GptWork(),
    ];

    public string Verb => "numerics";

    public Task<int> RunAsync(string[] arguments)
    {
        PrintFeatures();
        var entries = new List<SafetensorsEntry>();
        foreach (var work in Works.Where(work => arguments.Length < 2 || work.Name == arguments[1]))
        {
            Results? first = null;
            var seconds = 0.0;
            foreach (var count in new[] { 1, 2, 3, 4, 1 })
            {
                using var threads = new ComputeThreads(count);
                var start = Stopwatch.GetTimestamp();
                var results = new Results();
                work.Run(threads, new Philox4x32(7), results);
                if (first is null)
                {
                    first = results;
                    entries.AddRange(results.Entries);
                }
                else if (first.FirstDifference(results) is { } difference)
                {
                    Console.Error.WriteLine($"{work.Name}: other bits on one thread than on {count}: {difference}");
                    return Task.FromResult(3);
                }

                seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds.{work.Name} {seconds:0.000}"));
        }

        using var stream = File.Create(arguments[0]);
        new Safetensors(entries).Write(stream);
        return Task.FromResult(0);
    }

    private static void PrintFeatures()
    {
        Console.WriteLine($"Vector512 {Vector512.IsHardwareAccelerated}");
        Console.WriteLine($"Vector256 {Vector256.IsHardwareAccelerated}");
        Console.WriteLine($"Vector128 {Vector128.IsHardwareAccelerated}");
        Console.WriteLine($"Avx512F {Avx512F.IsSupported}");
        Console.WriteLine($"Avx2 {Avx2.IsSupported}");
        Console.WriteLine($"Fma {Fma.IsSupported}");
        Console.WriteLine($"Vector<float> {Vector<float>.Count}");
    }
}
