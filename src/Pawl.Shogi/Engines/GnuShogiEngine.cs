using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Engines;

/// <summary>
/// GNU Shogi 1.4, which speaks a protocol of its own (<c>gnushogi -X</c>). It thinks for whole seconds a move: a clock is turned into a time for each move,
/// and less than a second becomes one. Its answers to a depth are as deep as asked.
/// </summary>
public sealed class GnuShogiEngine : IEngine
{
    /// <summary>The option that says whether it plays from its book: <c>true</c> (the default) or <c>false</c>.</summary>
    public const string BookOption = "Book";

    /// <summary>Moves a game is thought to go on for when a clock is divided up.</summary>
    private const int MovesAhead = 40;

    private readonly EngineProcess _process;
    private readonly EngineTimeouts _timeouts;
    private readonly bool _usesBook;

    /// <summary>The game as the program has it; null when it must be told.</summary>
    private List<Move>? _known;
    private string _level = "";
    private int _depth;

    private GnuShogiEngine(EngineProcess process, EngineTimeouts timeouts, bool usesBook) =>
        (_process, _timeouts, _usesBook) = (process, timeouts, usesBook);

    public string Name { get; private set; } = "";

    /// <param name="program">A path, or a name to look up.</param>
    /// <exception cref="EngineFaultException">It is missing, or is no GNU Shogi.</exception>
    public static async Task<GnuShogiEngine> StartAsync(
        string program,
        IEnumerable<KeyValuePair<string, string>> options,
        EngineTimeouts timeouts,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(timeouts);
        var usesBook = true;
        foreach (var (name, value) in options)
        {
            if (name != BookOption || !bool.TryParse(value, out usesBook))
            {
                throw new EngineFaultException(
                    EngineFault.Nonsense,
                    $"{program}: expected the option {BookOption}=true or {BookOption}=false, got '{name}={value}'"
                );
            }
        }

        var engine = new GnuShogiEngine(EngineProcess.Start(new EngineCommand(program, ["-X"]), time), timeouts, usesBook);
        try
        {
            // it greets with its name and version once it is asked something
            await engine.SendAsync("force", cancellation);
            engine.Name = (await engine._process.ReadAsync(timeouts.Start, "its name and version", cancellation)).Text.Trim();
            return engine.Name.Contains("Shogi", StringComparison.OrdinalIgnoreCase)
                ? engine
                : throw engine._process.Fault(EngineFault.Nonsense, "a line as 'GNU Shogi 1.4.2'", $"'{engine.Name}' came");
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public Task BeginGameAsync(int number, CancellationToken cancellation)
    {
        _known = null;
        return Task.CompletedTask;
    }

    public async Task<EngineReply> ThinkAsync(SearchRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await SetLevelAsync(request, cancellation);
        var position = Sfen.Parse(request.Start);
        foreach (var move in request.Moves)
        {
            position.Do(move);
        }

        var allowed = request.Deadline ?? _timeouts.Think;
        var started = IsOneAhead(request.Moves)
            ? await SendAsync(request.Moves[^1].ToString(), cancellation)
            : await TellGameAsync(request, cancellation);
        var reply = await AnswerAsync(started, allowed, cancellation);
        if (reply is null)
        {
            // it counts the game as drawn or over where our rules go on, and forgets that when it is given the position alone
            await TellPositionAsync(position, cancellation);
            await SendAsync("go", cancellation);
            reply = await AnswerAsync(started, allowed, cancellation);
        }

        if (reply is null)
        {
            return new EngineReply(ReplyKind.Resign, Move.None, "", _process.Between(started, _process.Now()), SearchInfo.None);
        }

        _known = [.. request.Moves, reply.Move];
        return reply;
    }

    public Task PonderAsync(SearchRequest request, CancellationToken cancellation) => Task.CompletedTask;

    public Task EndGameAsync(GameOutcome outcome, CancellationToken cancellation)
    {
        _known = null;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _process.SendAsync("quit", _timeouts.Quit, CancellationToken.None);
            await _process.EndsAsync(_timeouts.Quit);
        }
        catch (EngineFaultException)
        {
            // It is gone or deaf: either way it is ended below.
        }

        await _process.DisposeAsync();
    }

    private bool IsOneAhead(IReadOnlyList<Move> moves) =>
        _known is { } known && moves.Count == known.Count + 1 && known.SequenceEqual(moves.Take(known.Count));

    /// <summary>Tells how long to think; while the program waits in a game, this takes effect for its next move.</summary>
    private async Task SetLevelAsync(SearchRequest request, CancellationToken cancellation)
    {
        var limits = request.Limits;
        if (limits.Nodes is not null)
        {
            throw new EngineFaultException(
                EngineFault.Nonsense,
                $"{_process.Command}: cannot think for a number of nodes; give it a time or a depth"
            );
        }

        var remaining = request.SideToMove == Color.Black ? limits.BlackTime : limits.WhiteTime;
        var time = limits.MoveTime ?? (remaining is { } left ? (left / MovesAhead) + limits.Increment + limits.Byoyomi : null);
        var level = time is { } perMove ? GnuShogiText.Level(perMove) : null;
        if (level is not null && level != _level)
        {
            await SendAsync(level, cancellation);
            _level = level;
        }

        if (limits.Depth is { } depth && depth != _depth)
        {
            await SendAsync("depth", cancellation);
            await SendAsync($"{depth}", cancellation);
            _depth = depth;
        }
    }

    private async Task<long> TellGameAsync(SearchRequest request, CancellationToken cancellation)
    {
        var position = Sfen.Parse(request.Start);
        await TellPositionAsync(position, cancellation);
        foreach (var move in request.Moves)
        {
            await SendAsync(move.ToString(), cancellation);
            while (true)
            {
                var line = await _process.ReadAsync(_timeouts.Ready, $"it to take the move {move}", cancellation);
                if (GnuShogiText.IsRefusal(line.Text))
                {
                    throw Refusal(move, line.Text);
                }

                if (GnuShogiText.IsEcho(line.Text, move))
                {
                    break;
                }
            }
        }

        return await SendAsync("go", cancellation);
    }

    /// <summary>Sets up a position with the side to move, without thinking about it yet.</summary>
    private async Task TellPositionAsync(Position position, CancellationToken cancellation)
    {
        await SendAsync("new", cancellation);
        if (Sfen.Write(position, withMoveNumber: false) != Sfen.Start[..Sfen.Start.LastIndexOf(' ')])
        {
            await SendAsync("force", cancellation);
            foreach (var command in GnuShogiText.SetUp(position))
            {
                await SendAsync(command, cancellation);
            }

            if (position.SideToMove == Color.White)
            {
                await SendAsync("white", cancellation);
            }
        }

        await SendAsync("force", cancellation);
        if (!_usesBook)
        {
            await SendAsync("book", cancellation);
        }
    }

    /// <returns>Null when it holds the game to be over.</returns>
    private async Task<EngineReply?> AnswerAsync(long started, TimeSpan allowed, CancellationToken cancellation)
    {
        // it cannot be told to stop; a short grace tells an engine that is late from one that hangs
        var within = allowed + _timeouts.Stop;
        while (true)
        {
            var line = await _process.TryReadAsync(_process.Left(within, started), "its move", cancellation);
            if (line is not { } read)
            {
                throw _process.Fault(EngineFault.Silent, $"its move within {EngineProcess.Seconds(allowed)}", "it did not come");
            }

            if (GnuShogiText.TryReadMove(read.Text, out var move))
            {
                return new EngineReply(ReplyKind.Move, move, move.ToString(), _process.Between(started, read.ReadAt), SearchInfo.None);
            }

            if (GnuShogiText.IsEnd(read.Text))
            {
                return null;
            }

            if (GnuShogiText.IsRefusal(read.Text))
            {
                throw Refusal(null, read.Text);
            }
        }
    }

    private EngineFaultException Refusal(Move? move, string line) =>
        _process.Fault(EngineFault.Nonsense, $"it to take the legal move{(move is { } known ? $" {known}" : "")}", $"it answered '{line}'");

    private Task<long> SendAsync(string line, CancellationToken cancellation) => _process.SendAsync(line, _timeouts.Ready, cancellation);
}
