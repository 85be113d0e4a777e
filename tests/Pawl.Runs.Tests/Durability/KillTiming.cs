using System.Diagnostics;

namespace Pawl.Runs.Tests.Durability;

/// <summary>Waits until a process that is to be killed is in the middle of its work.</summary>
internal static class KillTiming
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task WaitForFileAsync(string path) => WaitAsync(() => File.Exists(path));

    public static Task WaitForGrowthAsync(string path, long bytes)
    {
        var before = Length(path);
        return WaitAsync(() => Length(path) >= before + bytes);
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static async Task WaitAsync(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Patience);
            await Task.Delay(3);
        }
    }
}
