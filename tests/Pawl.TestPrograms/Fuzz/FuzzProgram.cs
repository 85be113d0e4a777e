using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Text;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Fuzz;

/// <summary>
/// <c>fuzz [--seed S] [--cases N] [--case N] [--kernel NAME] [--progress FILE]</c>: random shapes, strides and values on guarded memory
/// at every kernel. Writes the number and the kernel of each case to the file before it runs, since a wrong read ends the process.
/// </summary>
internal sealed class FuzzProgram : ITestProgram
{
    public string Verb => "fuzz";

    public Task<int> RunAsync(string[] arguments)
    {
        var options = FuzzOptions.Parse(arguments);
        var kernels = FuzzedKernels.Named(options.Kernel);
        if (kernels.Length == 0)
        {
            Console.Error.WriteLine($"Expected one of the kernels {string.Join(", ", FuzzedKernels.All.Select(kernel => kernel.Name))}.");
            return Task.FromResult(2);
        }

        return Task.FromResult(Run(options, kernels));
    }

    private static int Run(FuzzOptions options, IFuzzedKernel[] kernels)
    {
        using var file = options.Progress is null ? null : MemoryMappedFile.CreateFromFile(options.Progress, FileMode.Create, null, 4096);
        using var progress = file?.CreateViewAccessor();
        using var alone = new ComputeThreads(1);
        using var shared = new ComputeThreads(3);
        var memory = new GuardedMemory();
        var names = kernels.ToDictionary(kernel => kernel, kernel => Encoding.ASCII.GetBytes(kernel.Name.PadRight(24)));
        var counts = kernels.ToDictionary(kernel => kernel, _ => (Cases: 0, Ticks: 0L));
        var turns = kernels.SelectMany(kernel => Enumerable.Repeat(kernel, kernel.Weight)).ToArray();
        for (var number = options.First; number < options.First + options.Cases; number++)
        {
            var random = new FuzzRandom(options.Seed, (ulong)number);
            var kernel = turns[random.Below(turns.Length)];
            progress?.Write(0, number);
            progress?.WriteArray(8, names[kernel], 0, names[kernel].Length);
            var start = Stopwatch.GetTimestamp();
            var fuzz = new FuzzCase(memory, random.OneIn(8) ? shared : alone, random);
            try
            {
                kernel.Run(fuzz);
                fuzz.CheckMemory();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Console.Error.WriteLine($"Case {number} ({kernel.Name}, {fuzz.Kind}): {exception}");
                Console.Error.WriteLine(
                    $"Repeat it: dotnet run -c Release --project tests/Pawl.TestPrograms -- fuzz --seed {options.Seed} --case {number}{options.OfKernel}"
                );
                return 1;
            }

            memory.Release();
            counts[kernel] = (counts[kernel].Cases + 1, counts[kernel].Ticks + Stopwatch.GetTimestamp() - start);
        }

        foreach (var (kernel, count) in counts)
        {
            var seconds = (double)count.Ticks / Stopwatch.Frequency;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kernel.Name} {count.Cases} cases {seconds:0.00} s"));
        }

        Console.WriteLine($"all {options.Cases} cases passed");
        return 0;
    }
}
