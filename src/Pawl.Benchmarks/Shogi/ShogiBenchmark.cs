using System.Diagnostics;
using Pawl.Benchmarks.Measuring;
using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Benchmarks.Shogi;

/// <summary>
/// How fast Shogi's rules run on one thread: trees of legal moves, leaves counted in bulk and listed, and random games to their end. Other programs that
/// speak USI and know <c>go perft</c> are measured turn about, so that what slows the machine slows all.
/// </summary>
public static class ShogiBenchmark
{
    private const double Millions = 1e6;
    private const int PlayoutsOfASample = 200;

    /// <summary>Keeps the few random games that run on and on within bounds.</summary>
    private static readonly GameRules PlayoutRules = new() { MaximumMoves = 1000 };

    /// <param name="rounds">How often each tree is counted by each program; one more before does not count.</param>
    /// <param name="peers">Command lines of other engines.</param>
    public static async IAsyncEnumerable<Measurement> RunAsync(
        int rounds,
        IReadOnlyList<string> peers,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(peers);
        var programs = new List<PerftPeer>();
        try
        {
            foreach (var command in peers)
            {
                programs.Add(await PerftPeer.StartAsync(command, cancellation));
            }

            foreach (var work in PerftCase.All)
            {
                await foreach (var measurement in CompareAsync(work, rounds, programs, cancellation))
                {
                    yield return measurement;
                }
            }
        }
        finally
        {
            foreach (var program in programs)
            {
                await program.DisposeAsync();
            }
        }

        foreach (var work in PerftCase.Listed)
        {
            var samples = new Samples();
            for (var round = -1; round < rounds; round++)
            {
                AddUnlessFirst(samples, round, Time(work, listsLeaves: true, cancellation));
            }

            yield return Measurement.Of(work.Work, 1, samples, work.Leaves / Millions, "M leaves/s");
        }

        yield return Playouts(rounds, cancellation);
    }

    private static async IAsyncEnumerable<Measurement> CompareAsync(
        PerftCase work,
        int rounds,
        List<PerftPeer> peers,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var own = new Samples();
        var others = peers.ConvertAll(_ => new Samples());
        for (var round = -1; round < rounds; round++)
        {
            AddUnlessFirst(own, round, Time(work, listsLeaves: false, cancellation));
            for (var peer = 0; peer < peers.Count; peer++)
            {
                AddUnlessFirst(others[peer], round, await peers[peer].TimeAsync(work, cancellation));
            }
        }

        yield return Measurement.Of(work.Work, 1, own, work.Leaves / Millions, "M leaves/s");
        for (var peer = 0; peer < peers.Count; peer++)
        {
            yield return Measurement.Of(work.Work, 1, others[peer], work.Leaves / Millions, "M leaves/s") with
            {
                Name = peers[peer].Name,
                Version = peers[peer].Name,
                PeakRssMb = null,
                Note = $"{peers[peer].Name}; pawl is {others[peer].Median / own.Median:0.00} × as fast",
            };
        }
    }

    private static void AddUnlessFirst(Samples samples, int round, double milliseconds)
    {
        if (round >= 0)
        {
            samples.Add(milliseconds);
        }
    }

    private static double Time(PerftCase work, bool listsLeaves, CancellationToken cancellation)
    {
        var position = Sfen.Parse(work.Sfen);
        var start = Stopwatch.GetTimestamp();
        var leaves = Perft.Count(position, work.Depth, listsLeaves, cancellation);
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return leaves == work.Leaves
            ? milliseconds
            : throw new InvalidOperationException($"{work.Work}: expected {work.Leaves} leaves, counted {leaves}");
    }

    private static Measurement Playouts(int rounds, CancellationToken cancellation)
    {
        var samples = new Samples();
        var start = Position.Start();
        var game = Position.Start();
        long plies = 0;
        for (var round = -1; round < rounds; round++)
        {
            // every round plays the same games, so that the rounds can be compared
            var random = new Random(1);
            plies = 0;
            var began = Stopwatch.GetTimestamp();
            for (var playout = 0; playout < PlayoutsOfASample; playout++)
            {
                cancellation.ThrowIfCancellationRequested();
                game.CopyFrom(start);
                Playout.Run(game, random, PlayoutRules);
                plies += game.Plies;
            }

            AddUnlessFirst(samples, round, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Measurement.Of("playouts", 1, samples, plies, "plies/s") with
        {
            Note = $"{PlayoutsOfASample} random games of {(double)plies / PlayoutsOfASample:0} plies on average",
        };
    }
}
