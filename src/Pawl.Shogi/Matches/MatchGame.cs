using Pawl.Shogi.Board;
using Pawl.Shogi.Engines;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Matches;

/// <summary>
/// One game between two engines with us as the arbiter: moves are checked by the rules, clocks by the time measured here, and an engine that fails loses.
/// </summary>
internal sealed class MatchGame
{
    private readonly Pairing _pairing;
    private readonly MatchSettings _settings;
    private readonly IEngine[] _engines;
    private readonly DateTimeOffset _startedAt;
    private readonly Game _game;
    private readonly GameClock _clock;
    private readonly List<PlayedMove> _moves = [];
    private bool _adjudicated;
    private string? _fault;

    /// <param name="engines">(2), by colour.</param>
    public MatchGame(Pairing pairing, MatchSettings settings, IEngine[] engines, TimeProvider time)
    {
        (_pairing, _settings, _engines) = (pairing, settings, engines);
        _startedAt = time.GetUtcNow();
        _game = pairing.Opening.Begin(settings.Rules);
        _clock = new GameClock(settings.TimeControl, settings.TimeControl);
        _moves.AddRange(_game.Moves.Select(move => new PlayedMove(move, TimeSpan.Zero, null)));
    }

    /// <value>The player whose engine failed so that it must be started anew; null when none did.</value>
    public Player? Broken { get; private set; }

    /// <exception cref="OperationCanceledException">The game was broken off; engines are in the middle of something.</exception>
    public async Task<PlayedGame> PlayAsync(CancellationToken cancellation)
    {
        foreach (var color in new[] { Color.Black, Color.White })
        {
            await AskAsync(
                color,
                async engine =>
                {
                    await engine.BeginGameAsync(_pairing.Number, cancellation);
                    return true;
                }
            );
        }

        while (_game.End is null)
        {
            Adjudicate();
            if (_game.End is null)
            {
                await MoveAsync(cancellation);
            }
        }

        await SayGoodbyeAsync(cancellation);
        return Finished();
    }

    /// <summary>What there is to show for a game one of whose engines did not even start.</summary>
    public PlayedGame LostWithoutPlay(Player player, string fault)
    {
        _fault = Named(player, fault);
        _game.ForfeitOnTime(_pairing.ColorOf(player));
        return Finished();
    }

    private PlayedGame Finished() => new(_pairing, _moves, _game.End!, _fault, _adjudicated, _startedAt);

    private async Task MoveAsync(CancellationToken cancellation)
    {
        var color = _game.SideToMove;
        var request = Request(color) with { Deadline = _clock.Deadline(color) };
        if (await AskAsync(color, engine => engine.ThinkAsync(request, cancellation)) is not { } reply)
        {
            return;
        }

        if (!_clock.Spend(color, reply.Elapsed))
        {
            _fault = Named(
                _pairing.Of(color),
                $"took {reply.Elapsed.TotalSeconds:0.000} s for a move, {request.Deadline?.TotalSeconds:0.000} s were left with the margin"
            );
            _game.ForfeitOnTime(color);
            return;
        }

        Judge(color, reply);
        if (_game.End is null && _settings.Ponder && reply.Expected is { } expected && LegalMoves.IsLegal(_game.Position, expected))
        {
            var ahead = Request(color) with { Moves = [.. _game.Moves, expected] };
            await AskAsync(
                color,
                async engine =>
                {
                    await engine.PonderAsync(ahead, cancellation);
                    return true;
                }
            );
        }
    }

    private SearchRequest Request(Color color) => new(_game.Start, [.. _game.Moves], color, _clock.Limits(color));

    private void Judge(Color color, EngineReply reply)
    {
        switch (reply.Kind)
        {
            case ReplyKind.Resign:
                _game.Resign();
                break;
            case ReplyKind.Declare:
                _game.Declare();
                _fault = _game.End!.Winner == color.Opponent() ? Named(_pairing.Of(color), "declared a win that does not hold") : null;
                break;
            case ReplyKind.Unreadable:
                Forbid(color, $"expected a move, resign or win, got '{reply.Text}'");
                break;
            default:
                if (IllegalMoves.WhyNot(_game.Position, reply.Move) is { } reason)
                {
                    Forbid(color, $"played the illegal move {reply.Move} in {_game.Position}: {reason}");
                    break;
                }

                _game.Play(reply.Move);
                _moves.Add(new PlayedMove(reply.Move, GameClock.Whole(reply.Elapsed), reply.Info));
                break;
        }
    }

    private void Forbid(Color color, string fault)
    {
        _fault = Named(_pairing.Of(color), fault);
        _game.ForfeitByIllegalMove(color);
    }

    /// <summary>Asks an engine something; one that fails loses: on time when it is silent or gone, as tournaments have it, else by breaking the rules.</summary>
    private async Task<T?> AskAsync<T>(Color color, Func<IEngine, Task<T>> ask)
    {
        if (_game.End is not null)
        {
            return default;
        }

        try
        {
            return await ask(_engines[(int)color]);
        }
        catch (EngineFaultException fault)
        {
            Broken = _pairing.Of(color);
            _fault = Named(Broken.Value, fault.Message);
            if (fault.Fault == EngineFault.Nonsense)
            {
                _game.ForfeitByIllegalMove(color);
            }
            else
            {
                _game.ForfeitOnTime(color);
            }

            return default;
        }
    }

    private async Task SayGoodbyeAsync(CancellationToken cancellation)
    {
        foreach (var color in new[] { Color.Black, Color.White })
        {
            var player = _pairing.Of(color);
            if (player == Broken)
            {
                continue;
            }

            var outcome =
                _game.End!.Winner is not { } winner ? GameOutcome.Draw
                : winner == color ? GameOutcome.Win
                : GameOutcome.Loss;
            try
            {
                await _engines[(int)color].EndGameAsync(outcome, cancellation);
            }
            catch (EngineFaultException)
            {
                // The game is over and its result stands; the next one begins with a new engine.
                Broken = player;
            }
        }
    }

    private void Adjudicate()
    {
        var rule = _settings.Adjudication;
        var color = _game.SideToMove;
        if (rule.ResignScore is { } resign && Scores(color, rule.ResignMoves) is { } own && own.All(score => score <= -resign))
        {
            _adjudicated = true;
            _game.Resign();
        }
        else if (
            rule.DrawScore is { } draw
            && _game.Moves.Count >= rule.DrawAfter
            && Scores(color, rule.DrawMoves) is { } ours
            && Scores(color.Opponent(), rule.DrawMoves) is { } theirs
            && ours.Concat(theirs).All(score => Math.Abs(score) <= draw)
        )
        {
            _adjudicated = true;
            _game.AgreeOnImpasse();
        }
    }

    /// <returns>What a player said in its last moves, or null when it did not say it for each of that many.</returns>
    private List<int>? Scores(Color color, int count)
    {
        // the last move is the opponent's of the side to move
        var last = _moves.Count - (color == _game.SideToMove ? 2 : 1);
        var scores = new List<int>();
        for (var index = last; index >= 0 && scores.Count < count; index -= 2)
        {
            if (_moves[index].Info?.Score is not { } score)
            {
                return null;
            }

            scores.Add(score);
        }

        return scores.Count == count ? scores : null;
    }

    private string Named(Player player, string fault) => $"{player} ({_settings.Of(player).Text}): {fault}";
}
