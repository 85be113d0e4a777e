using System.Diagnostics;
using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Search;
using Pawl.Shogi.Usi;

namespace Pawl.Shogi.Engines;

/// <summary>
/// The engine of this library, in this process, on a thread of its own while it thinks: at a fixed <see cref="Level"/>, which the clock can only cut short, or
/// at full strength within the limits of the game. It does not ponder.
/// </summary>
public sealed class OwnEngine : IEngine
{
    private readonly TimeProvider _time;
    private readonly UsiOptions _options = new();
    private readonly Level? _level;
    private readonly ulong _seed;
    private Searcher? _searcher;
    private LevelPlayer? _player;

    /// <summary>Nodes that make the code of the search compiled, which would count as time of the first move: about a tenth of a second.</summary>
    private const long WarmingNodes = 2000;

    /// <param name="level">1 to 10, or null for full strength.</param>
    /// <param name="seed">Of the level's chances; each game draws others.</param>
    /// <param name="options">As the engine takes them from a GUI.</param>
    /// <exception cref="EngineFaultException">An option is none, or out of its range.</exception>
    public OwnEngine(int? level, ulong seed, IEnumerable<KeyValuePair<string, string>> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _level = level is { } number ? Level.Of(number) : null;
        (_seed, _time) = (seed, time);
        Name = level is null ? "Pawl" : $"Pawl level {level}";
        // nothing lies between it and the clock but threads of this process
        _options.Set("NetworkDelay", "20");
        foreach (var (name, value) in options)
        {
            if (_options.Set(name, value) is { } problem)
            {
                throw new EngineFaultException(EngineFault.Nonsense, $"{Name}: {problem}");
            }
        }
    }

    public string Name { get; }

    public Task BeginGameAsync(int number, CancellationToken cancellation)
    {
        if (_level is null)
        {
            _searcher ??= Warmed(new Searcher(_options.Hash));
            _searcher.Forget();
        }
        else if (_player is null || _level.Softness > 0)
        {
            // the game's number apart from the seed by more than any count of games
            if (_player is null)
            {
                Warmed(new Searcher(1));
            }

            _player = new LevelPlayer(_level, unchecked(_seed + ((ulong)number << 32)));
        }

        return Task.CompletedTask;
    }

    public async Task<EngineReply> ThinkAsync(SearchRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var clock = new SearchClock(_time);
        var started = _time.GetTimestamp();
        await using var stopping = cancellation.Register(clock.Stop);
        var (reply, ended) = await Task.Factory.StartNew(
            () => (Think(request, clock), _time.GetTimestamp()),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        cancellation.ThrowIfCancellationRequested();
        return reply with { Elapsed = _time.GetElapsedTime(started, ended) };
    }

    public Task PonderAsync(SearchRequest request, CancellationToken cancellation) => Task.CompletedTask;

    public Task EndGameAsync(GameOutcome outcome, CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Searcher Warmed(Searcher searcher)
    {
        searcher.Search(Position.Start(), new SearchLimits { Nodes = WarmingNodes }, new SearchClock(_time));
        return searcher;
    }

    private EngineReply Think(SearchRequest request, SearchClock clock)
    {
        var position = Sfen.Parse(request.Start);
        foreach (var move in request.Moves)
        {
            position.Do(move);
        }

        if (EnteringKing.Judge(position, _options.EnteringKing)?.Winner == position.SideToMove)
        {
            return new EngineReply(ReplyKind.Declare, Move.None, "win", TimeSpan.Zero, SearchInfo.None);
        }

        SetBudget(clock, request.Limits, position.SideToMove);
        var limits = new SearchLimits
        {
            Depth = request.Limits.Depth ?? SearchLimits.MostDepth,
            Nodes = request.Limits.Nodes ?? long.MaxValue,
            MaximumMoves = _options.MaximumMoves,
            EnteringKing = _options.EnteringKing,
        };
        var line = "";
        void Report(SearchReport report) => line = string.Join(' ', report.Moves);
        var result = _player is { } player
            ? player.Choose(position, limits, clock, Report)
            : _searcher!.Search(position, limits, clock, Report);
        Debug.Assert(result.Best != Move.None, "the game is over where there is no move");
        var score = result.Score;
        var info = new SearchInfo(result.Depth, score.MatePlies is null ? score.Centipawns : null, score.MatePlies, result.Nodes, line);
        return new EngineReply(ReplyKind.Move, result.Best, result.Best.ToString(), TimeSpan.Zero, info);
    }

    private void SetBudget(SearchClock clock, ThinkingLimits limits, Color side)
    {
        var command = new GoCommand
        {
            BlackTime = Milliseconds(limits.BlackTime),
            WhiteTime = Milliseconds(limits.WhiteTime),
            BlackIncrement = (long)limits.Increment.TotalMilliseconds,
            WhiteIncrement = (long)limits.Increment.TotalMilliseconds,
            Byoyomi = (long)limits.Byoyomi.TotalMilliseconds,
            MoveTime = Milliseconds(limits.MoveTime),
        };
        if (TimePlan.For(command, side, _options.NetworkDelay) is { } plan)
        {
            // a level is a matter of nodes: its clock only keeps it from losing on time
            clock.SetBudget(_level is null ? plan.Soft : plan.Hard, plan.Hard);
        }
    }

    private static long? Milliseconds(TimeSpan? time) => time is { } some ? (long)some.TotalMilliseconds : null;
}
