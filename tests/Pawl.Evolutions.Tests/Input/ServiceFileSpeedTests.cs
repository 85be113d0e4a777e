using System.Diagnostics;
using Pawl.Evolutions.Input;

namespace Pawl.Evolutions.Tests.Input;

/// <summary>Measures the processor time of this process, so nothing else may run in it.</summary>
[CollectionDefinition(nameof(ServiceFileSpeedTests), DisableParallelization = true)]
[Collection(nameof(ServiceFileSpeedTests))]
public sealed class ServiceFileSpeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("speed", "slow")]
    public void Two_hundred_thousand_services_are_indexed_in_two_seconds_and_little_memory()
    {
        var path = Path.Combine(_folder.Path, "many.jsonl");
        using (var writer = new StreamWriter(path))
        {
            for (var index = 0; index < 200_000; index++)
            {
                writer.Write(ServiceFileTests.Line($"S{index:000000}", 300) + "\n");
            }
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (processor, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        using var file = ServiceFile.Open(path);
        var (used, elapsed) = (Environment.CpuUsage.TotalTime - processor, watch.Elapsed);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{used.TotalMilliseconds:0} ms of processor time in {elapsed.TotalMilliseconds:0} ms, {kept >> 10} KiB kept"
        );
        Assert.Equal(200_000, file.Count);
        Assert.InRange(used.TotalSeconds, 0, 2);
        Assert.InRange(kept, 0, 5 << 20);
    }
}
