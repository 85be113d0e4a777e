using System.Diagnostics;

namespace Pawl.Benchmarks.Measuring;

/// <summary>Several threads that all do the same at once, to learn what the cores give together.</summary>
internal static class Team
{
    /// <summary>Times rounds in which every thread does <paramref name="work"/> once; a round lasts until the last has ended.</summary>
    /// <param name="work">Gets the number of the thread, from 0.</param>
    public static Samples Time(int threads, Action<int> work, Pace pace, CancellationToken cancellation)
    {
        var stopping = false;
        using var barrier = new Barrier(threads);
        var team = Enumerable.Range(1, threads - 1).Select(number => new Thread(() => Member(number)) { IsBackground = true }).ToArray();
        foreach (var thread in team)
        {
            thread.Start();
        }

        var samples = new Samples();
        try
        {
            Repeat.Run(
                isMeasured =>
                {
                    barrier.SignalAndWait(CancellationToken.None);
                    var start = Stopwatch.GetTimestamp();
                    work(0);
                    barrier.SignalAndWait(CancellationToken.None);
                    if (isMeasured)
                    {
                        samples.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }
                },
                pace,
                cancellation
            );
        }
        finally
        {
            stopping = true;
            barrier.SignalAndWait(CancellationToken.None);
            foreach (var thread in team)
            {
                thread.Join();
            }
        }

        return samples;

        void Member(int number)
        {
            while (true)
            {
                barrier.SignalAndWait(CancellationToken.None);
                if (Volatile.Read(ref stopping))
                {
                    return;
                }

                work(number);
                barrier.SignalAndWait(CancellationToken.None);
            }
        }
    }
}
