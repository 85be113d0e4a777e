using System.Collections.Concurrent;
using System.Diagnostics;
using Pawl.Shogi.Usi;

namespace Pawl.Shogi.Tests.Usi;

/// <summary>A GUI's side of the protocol, joined to an engine in this process.</summary>
internal sealed class Conversation : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Pipe _toEngine = new();
    private readonly Pipe _fromEngine = new();
    private readonly Task _engine;

    public Conversation()
    {
        var engine = new UsiEngine(_toEngine.Reader, _fromEngine.Writer, TimeProvider.System);
        _engine = Task.Factory.StartNew(
            () => engine.Run("test"),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    public void Say(params string[] lines)
    {
        foreach (var line in lines)
        {
            _toEngine.Lines.Add(line);
        }
    }

    /// <summary>Ends the input, as a GUI that is gone does.</summary>
    public void HangUp() => _toEngine.Lines.CompleteAdding();

    /// <returns>The lines up to the first that begins so, that one included.</returns>
    public List<string> Until(string beginning)
    {
        var lines = new List<string>();
        while (_fromEngine.Lines.TryTake(out var line, Patience))
        {
            lines.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return lines;
            }
        }

        throw new TimeoutException($"expected a line '{beginning}…', got: {string.Join(" | ", lines)}");
    }

    /// <returns>The answer and how long it took.</returns>
    public (string Answer, TimeSpan Time) Ask(params string[] lines)
    {
        var start = Stopwatch.GetTimestamp();
        Say(lines);
        var answer = Until("bestmove")[^1];
        return (answer, Stopwatch.GetElapsedTime(start));
    }

    /// <returns>True when the engine said nothing for so long.</returns>
    public bool IsSilentFor(TimeSpan time, string beginning)
    {
        var start = Stopwatch.GetTimestamp();
        while (_fromEngine.Lines.TryTake(out var line, TimeSpan.FromMilliseconds(20)) || Stopwatch.GetElapsedTime(start) < time)
        {
            if (line?.StartsWith(beginning, StringComparison.Ordinal) == true)
            {
                return false;
            }

            if (Stopwatch.GetElapsedTime(start) > time)
            {
                break;
            }
        }

        return true;
    }

    /// <returns>True when the engine ended.</returns>
    public bool Ends() => _engine.Wait(Patience);

    public void Dispose()
    {
        if (!_toEngine.Lines.IsAddingCompleted)
        {
            Say("quit");
            HangUp();
        }

        _engine.Wait(Patience);
    }

    private sealed class Pipe
    {
        public Pipe()
        {
            Reader = new LineReader(Lines);
            Writer = new LineWriter(Lines);
        }

        public BlockingCollection<string> Lines { get; } = [];

        public TextReader Reader { get; }

        public TextWriter Writer { get; }
    }

    private sealed class LineReader(BlockingCollection<string> lines) : TextReader
    {
        public override string? ReadLine() => lines.TryTake(out var line, Timeout.Infinite) ? line : null;
    }

    private sealed class LineWriter(BlockingCollection<string> lines) : StringWriter
    {
        public override void Flush()
        {
            // the engine flushes after each whole line
            lines.Add(ToString().TrimEnd('\n'));
            GetStringBuilder().Clear();
        }
    }
}
