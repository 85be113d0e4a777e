using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Engines;

/// <summary>A program that speaks USI.</summary>
public sealed class UsiClient : IEngine
{
    private readonly EngineProcess _process;
    private readonly EngineTimeouts _timeouts;
    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);

    /// <summary>The moves up to and with the one it ponders on; null when it does not ponder.</summary>
    private IReadOnlyList<Move>? _pondered;

    private UsiClient(EngineProcess process, EngineTimeouts timeouts) => (_process, _timeouts) = (process, timeouts);

    public string Name { get; private set; } = "";

    /// <value>The process id, for those who watch the machine.</value>
    public int ProcessId => _process.Id;

    /// <summary>Starts the program, hears its introduction, sets options and waits until it is ready.</summary>
    /// <param name="options">
    /// By name, each one the program declares or a standard one (<c>USI_…</c>). An engine of many variants is told to play Shogi.
    /// </param>
    /// <exception cref="EngineFaultException">It is missing, or does not take part in the introduction as USI has it.</exception>
    public static async Task<UsiClient> StartAsync(
        EngineCommand command,
        IEnumerable<KeyValuePair<string, string>> options,
        EngineTimeouts timeouts,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(timeouts);
        var engine = new UsiClient(EngineProcess.Start(command, time), timeouts);
        try
        {
            await engine.IntroduceAsync(options, cancellation);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public async Task BeginGameAsync(int number, CancellationToken cancellation)
    {
        await StopPonderingAsync(cancellation);
        await SendAsync("isready", cancellation);
        await UntilAsync("readyok", _timeouts.Ready, cancellation);
        await SendAsync("usinewgame", cancellation);
    }

    public async Task<EngineReply> ThinkAsync(SearchRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        long started;
        if (_pondered is { } moves && moves.SequenceEqual(request.Moves))
        {
            _pondered = null;
            started = await SendAsync("ponderhit", cancellation);
        }
        else
        {
            await StopPonderingAsync(cancellation);
            await SendAsync(UsiText.Position(request), cancellation);
            started = await SendAsync(UsiText.Go(request.Limits), cancellation);
        }

        return await AnswerAsync(started, request.Deadline, cancellation);
    }

    public async Task PonderAsync(SearchRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await SendAsync(UsiText.Position(request), cancellation);
        await SendAsync(UsiText.Go(request.Limits, ponder: true), cancellation);
        _pondered = [.. request.Moves];
    }

    public async Task EndGameAsync(GameOutcome outcome, CancellationToken cancellation)
    {
        await StopPonderingAsync(cancellation);
        var word = outcome switch
        {
            GameOutcome.Win => "win",
            GameOutcome.Loss => "lose",
            _ => "draw",
        };
        await SendAsync($"gameover {word}", cancellation);
    }

    /// <summary>Asks it to quit, and ends it and all it started where it does not.</summary>
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

    private async Task IntroduceAsync(IEnumerable<KeyValuePair<string, string>> options, CancellationToken cancellation)
    {
        await SendAsync("usi", cancellation);
        await UntilAsync("usiok", _timeouts.Start, cancellation, Introduction);
        if (Name.Length == 0)
        {
            Name = Path.GetFileName(_process.Command.Program);
        }

        foreach (var variants in new[] { "USI_Variant", "UCI_Variant" })
        {
            if (_declared.TryGetValue(variants, out var declaration) && declaration.Contains("var shogi", StringComparison.Ordinal))
            {
                await SendAsync($"setoption name {variants} value shogi", cancellation);
            }
        }

        foreach (var (name, value) in options)
        {
            if (!_declared.ContainsKey(name) && !name.StartsWith("USI_", StringComparison.Ordinal))
            {
                var known = string.Join(", ", _declared.Keys.Order());
                throw new EngineFaultException(
                    EngineFault.Nonsense,
                    $"{_process.Command}: expected one of its options ({known}), got '{name}'"
                );
            }

            await SendAsync(value.Length == 0 ? $"setoption name {name}" : $"setoption name {name} value {value}", cancellation);
        }

        await SendAsync("isready", cancellation);
        await UntilAsync("readyok", _timeouts.Ready, cancellation);
    }

    /// <summary>Takes in <c>id name Lesson 3</c> and <c>option name USI_Hash type spin default 16 min 1 max 1024</c>.</summary>
    private void Introduction(string line)
    {
        if (line.StartsWith("id name ", StringComparison.Ordinal))
        {
            Name = line["id name ".Length..].Trim();
        }
        else if (
            line.StartsWith("option name ", StringComparison.Ordinal) && line.IndexOf(" type ", StringComparison.Ordinal) is > 0 and var end
        )
        {
            _declared[line["option name ".Length..end]] = line[end..];
        }
    }

    private async Task<EngineReply> AnswerAsync(long started, TimeSpan? deadline, CancellationToken cancellation)
    {
        const string Expected = "'bestmove'";
        var info = SearchInfo.None;
        var allowed = deadline ?? _timeouts.Think;
        var isStopped = false;
        while (true)
        {
            var line = await _process.TryReadAsync(_process.Left(allowed, started), Expected, cancellation);
            var isAnswer = line is { } some && some.Text.StartsWith("bestmove", StringComparison.Ordinal);
            if (line is not { } read || (!isAnswer && _process.Between(started, read.ReadAt) > allowed))
            {
                if (isStopped)
                {
                    throw _process.Fault(
                        EngineFault.Silent,
                        $"{Expected} within {EngineProcess.Seconds(allowed)}",
                        "it came neither then nor after 'stop'"
                    );
                }

                // too late by the clock; an engine that still answers can play the next game
                isStopped = true;
                allowed += _timeouts.Stop;
                await SendAsync("stop", cancellation);
            }
            else if (isAnswer)
            {
                return UsiText.Answer(read.Text, _process.Between(started, read.ReadAt), info);
            }
            else if (read.Text.StartsWith("info ", StringComparison.Ordinal))
            {
                info = UsiText.Read(read.Text, info);
            }
        }
    }

    private async Task StopPonderingAsync(CancellationToken cancellation)
    {
        if (_pondered is not null)
        {
            _pondered = null;
            var sent = await SendAsync("stop", cancellation);
            await AnswerAsync(sent, _timeouts.Stop, cancellation);
        }
    }

    private Task<long> SendAsync(string line, CancellationToken cancellation) => _process.SendAsync(line, _timeouts.Ready, cancellation);

    /// <summary>Reads until the line with this word alone; engines greet and report in between.</summary>
    private async Task UntilAsync(string word, TimeSpan within, CancellationToken cancellation, Action<string>? other = null)
    {
        var started = _process.Now();
        var expected = $"'{word}' within {EngineProcess.Seconds(within)}";
        while (await _process.TryReadAsync(_process.Left(within, started), expected, cancellation) is { } line)
        {
            if (line.Text.Trim() == word)
            {
                return;
            }

            other?.Invoke(line.Text);
            if (_process.Between(started, line.ReadAt) > within)
            {
                break;
            }
        }

        throw _process.Fault(EngineFault.Silent, expected, "it did not come");
    }
}
