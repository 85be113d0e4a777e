using System.Diagnostics;

namespace Pawl.Benchmarks.Measuring;

/// <summary>Calls something again and again at a <see cref="Pace"/>.</summary>
internal static class Repeat
{
    /// <param name="work">Told whether the call counts.</param>
    public static void Run(Action<bool> work, Pace pace, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            work(false);
        } while (watch.Elapsed.TotalSeconds < pace.WarmUpSeconds);

        watch.Restart();
        for (var i = 0; i < pace.LeastSamples || watch.Elapsed.TotalSeconds < pace.Seconds; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            work(true);
        }
    }

    /// <param name="batch">Calls between two looks at the clock, for work too short to time alone; a sample is their mean.</param>
    public static Samples Time(Action work, Pace pace, CancellationToken cancellation, int batch = 1)
    {
        var samples = new Samples();
        Run(
            isMeasured =>
            {
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < batch; i++)
                {
                    work();
                }

                var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds / batch;
                if (isMeasured)
                {
                    samples.Add(milliseconds);
                }
            },
            pace,
            cancellation
        );
        return samples;
    }
}
