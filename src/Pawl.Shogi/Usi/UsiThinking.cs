using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Search;
using Pawl.Shogi.Search.Mates;

namespace Pawl.Shogi.Usi;

/// <summary>
/// The search at work for a <c>go</c>, at most one at a time, on a thread of its own. Methods are called by the thread that reads commands. Every <c>go</c> gets
/// exactly one answer, unless the engine quits; that of an infinite or ponder search is held back until it is asked for.
/// </summary>
internal sealed class UsiThinking(UsiOptions options, UsiOutput output, TimeProvider time)
{
    private Searcher? _searcher;
    private int _searcherHash;
    private LevelPlayer? _player;
    private Task _work = Task.CompletedTask;
    private SearchClock? _clock;
    private TaskCompletionSource? _release;
    private (GoCommand Command, Color Side)? _pondered;
    private volatile bool _isAbandoned;

    /// <summary>Allocates what the options ask for, so that the first move needs no time for it.</summary>
    public void MakeReady()
    {
        if (_work.IsCompleted)
        {
            FullSearcher();
            LevelPlayer();
        }
    }

    public void StartGame()
    {
        Stop();
        _work.Wait();
        _searcher?.Forget();
    }

    public void Start(Position position, GoCommand command)
    {
        Stop();
        _work.Wait();
        var clock = new SearchClock(time);
        var isOpen = command.IsInfinite || command.IsPonder;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pondered = command.IsPonder ? (command, position.SideToMove) : null;
        if (!isOpen)
        {
            release.SetResult();
            SetBudget(clock, command, position.SideToMove);
        }

        (_clock, _release) = (clock, release);
        var root = position.Clone();
        _work = Task.Factory.StartNew(
            () => Work(root, command, clock, release.Task),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Ends the search, which then answers.</summary>
    public void Stop()
    {
        _clock?.Stop();
        _release?.TrySetResult();
    }

    /// <summary>The expected move was played: the time of the search counts from now on.</summary>
    public void PonderHit()
    {
        if (_pondered is not { } pondered)
        {
            output.Say("ponderhit: there is no search on the opponent's time");
            return;
        }

        _pondered = null;
        SetBudget(_clock!, pondered.Command, pondered.Side);
        _release!.TrySetResult();
    }

    /// <summary>Waits for a search that ends by itself, stops any other, and lets it answer.</summary>
    public void Finish()
    {
        if (_release is { Task.IsCompleted: false })
        {
            Stop();
        }

        _work.Wait();
    }

    /// <summary>Ends the search without an answer.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        Stop();
        _work.Wait();
    }

    private Searcher FullSearcher()
    {
        if (_searcher is null || _searcherHash != options.Hash)
        {
            (_searcher, _searcherHash) = (new Searcher(options.Hash), options.Hash);
        }

        return _searcher;
    }

    private LevelPlayer LevelPlayer()
    {
        if (_player is null || _player.Level.Number != options.Level || _player.Seed != options.Seed)
        {
            _player = new LevelPlayer(Level.Of(options.Level), options.Seed);
        }

        return _player;
    }

    private void SetBudget(SearchClock clock, GoCommand command, Color side)
    {
        if (TimePlan.For(command, side, options.NetworkDelay) is { } plan)
        {
            // a level below the full strength is a matter of nodes alone; its clock only keeps it from losing on time
            clock.SetBudget(options.Level < Level.Most ? plan.Hard : plan.Soft, plan.Hard);
        }
    }

    private void Work(Position position, GoCommand command, SearchClock clock, Task release)
    {
        var answer = command.IsMate ? FindMate(position, command, clock) : Choose(position, command, clock);
        release.Wait();
        if (!_isAbandoned)
        {
            output.Write(answer);
        }
    }

    private string Choose(Position position, GoCommand command, SearchClock clock)
    {
        if (!command.IsPonder && EnteringKing.Judge(position, options.EnteringKing)?.Winner == position.SideToMove)
        {
            return "bestmove win";
        }

        var limits = new SearchLimits
        {
            Depth = command.Depth ?? SearchLimits.MostDepth,
            Nodes = command.Nodes ?? long.MaxValue,
            Lines = options.Lines,
            RootMoves = command.SearchMoves,
            MaximumMoves = options.MaximumMoves,
            EnteringKing = options.EnteringKing,
        };
        var withLine = options.Lines > 1;
        Action<SearchReport> report = found => output.Write(found, withLine);
        var result = IsByLevel(command)
            ? LevelPlayer().Choose(position, limits, clock, report)
            : FullSearcher().Search(position, limits, clock, report);
        if (result.Best == Move.None)
        {
            if (command.SearchMoves is not null && LegalMoves.Any(position))
            {
                output.Say("go: none of the searchmoves is legal");
            }

            return "bestmove resign";
        }

        var score = result.Score.MatePlies is < 0 ? -Score.Mate : result.Score.Centipawns;
        if (options.ResignValue < Score.Mate && result.Depth > 0 && score <= -options.ResignValue)
        {
            return "bestmove resign";
        }

        return result.Reply == Move.None ? $"bestmove {result.Best}" : $"bestmove {result.Best} ponder {result.Reply}";
    }

    /// <summary>Below the full strength always; at full strength when nothing else says how far to search.</summary>
    private bool IsByLevel(GoCommand command)
    {
        if (command.IsInfinite)
        {
            return false;
        }

        return options.Level < Level.Most
            || (command is { MoveTime: null, Nodes: null, Depth: null, HasClock: false } && !command.IsPonder);
    }

    private string FindMate(Position position, GoCommand command, SearchClock clock)
    {
        if (command.MateTime is { } milliseconds)
        {
            var limit = TimeSpan.FromMilliseconds(milliseconds);
            clock.SetBudget(limit, limit);
        }

        var solver = new MateSolver(MateSolver.EntriesOf(options.Hash));
        var result = solver.Solve(position, long.MaxValue, clock);
        output.Say($"mate search: {result.Nodes} nodes in {clock.Elapsed.TotalMilliseconds:0} ms");
        return result.Outcome switch
        {
            MateOutcome.Mate => $"checkmate {string.Join(' ', result.Moves)}",
            MateOutcome.NoMate => "checkmate nomate",
            _ => "checkmate timeout",
        };
    }
}
