using System.Threading.Channels;
using Pawl.Shogi.Engines;

namespace Pawl.Shogi.Matches;

/// <summary>Plays a match: the games in order of their numbers, several at a time where asked.</summary>
public sealed class MatchRunner(MatchSettings settings, TimeProvider time)
{
    private readonly List<PlayedGame> _games = [];

    /// <value>What the engines call themselves, once they have started: of A and of B.</value>
    public (string A, string B) Names { get; private set; } = (settings.A.Text, settings.B.Text);

    /// <summary>Plays the games that are missing.</summary>
    /// <param name="before">Games played earlier, which are not played again.</param>
    /// <param name="finished">Told each finished game at once, one at a time, with the standing that includes it; called from several threads in turn.</param>
    /// <param name="cancellation">Breaks off the games in progress. What was finished stays; nothing is left running.</param>
    /// <returns>The standing; not all games were played when it was cancelled or the sequential test ended it.</returns>
    /// <exception cref="EngineFaultException">An engine does not start for the first time.</exception>
    public async Task<MatchScore> RunAsync(
        IEnumerable<PlayedGame> before,
        Func<PlayedGame, MatchScore, Task> finished,
        CancellationToken cancellation
    )
    {
        _games.AddRange(before);
        var played = _games.Select(game => game.Pairing.Number).ToHashSet();
        var missing = Channel.CreateUnbounded<int>();
        foreach (var number in Enumerable.Range(1, settings.Games).Where(number => !played.Contains(number)))
        {
            missing.Writer.TryWrite(number);
        }

        missing.Writer.Complete();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var seats = Enumerable
            .Range(0, Math.Min(settings.Concurrency, missing.Reader.Count))
            .Select(_ => new MatchSeat(settings, time))
            .ToList();
        if (seats.Count == 0 || IsDecided())
        {
            return MatchScore.Of(_games);
        }

        try
        {
            // a program that is missing or wrong is the person's mistake, not a lost game
            await seats[0].StartAsync(Player.A, cancellation);
            await seats[0].StartAsync(Player.B, cancellation);
            Names = (seats[0].NameOf(Player.A)!, seats[0].NameOf(Player.B)!);
            using var turn = new SemaphoreSlim(1);
            await Task.WhenAll(
                seats.Select(seat => Task.Run(() => PlayAsync(seat, missing.Reader, finished, turn, ending), CancellationToken.None))
            );
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Broken off, or decided: the standing says how far it came.
        }
        finally
        {
            await Task.WhenAll(seats.Select(seat => seat.DisposeAsync().AsTask()));
        }

        return MatchScore.Of(_games);
    }

    private async Task PlayAsync(
        MatchSeat seat,
        ChannelReader<int> missing,
        Func<PlayedGame, MatchScore, Task> finished,
        SemaphoreSlim turn,
        CancellationTokenSource ending
    )
    {
        try
        {
            while (!ending.IsCancellationRequested && missing.TryRead(out var number))
            {
                var game = await seat.PlayAsync(Pairing.Of(number, settings), ending.Token);
                await turn.WaitAsync(CancellationToken.None);
                try
                {
                    _games.Add(game);
                    await finished(game, MatchScore.Of(_games));
                    if (IsDecided())
                    {
                        await ending.CancelAsync();
                    }
                }
                finally
                {
                    turn.Release();
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // one seat that cannot go on must not leave the others playing for nobody
            await ending.CancelAsync();
            throw;
        }
    }

    private bool IsDecided() => settings.Sprt is { } bounds && MatchScore.Of(_games).Test(bounds).State != SprtState.Undecided;
}
