using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace Pawl.Shogi.Engines;

/// <summary>
/// The process of an engine, talked to by lines. A thread of its own reads them and takes the time, so that a busy thread pool does not lengthen what an
/// engine is said to have thought.
/// </summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    /// <summary>Lines read ahead of the caller; beyond it the engine is made to wait, so that one that floods its output cannot fill the memory.</summary>
    private const int MostWaiting = 4096;

    /// <summary>Characters; what is longer is cut. The line of a deep search is about a thousand.</summary>
    private const int LongestLine = 1 << 16;

    private const int LinesShown = 5;

    /// <summary>For the kernel to take apart a killed process of many gigabytes; one stuck in it is waited for no longer.</summary>
    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly Channel<EngineLine> _lines = Channel.CreateBounded<EngineLine>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true }
    );
    private readonly LastLines _said = new(LinesShown);
    private readonly LastLines _complaints = new(LinesShown);
    private readonly CancellationTokenSource _closing = new();

    private EngineProcess(Process process, EngineCommand command, TimeProvider time)
    {
        (_process, Command, _time) = (process, command, time);
        new Thread(ReadOutput) { IsBackground = true, Name = "engine output" }.Start();
        new Thread(ReadErrors) { IsBackground = true, Name = "engine errors" }.Start();
    }

    public EngineCommand Command { get; }

    public int Id => _process.Id;

    /// <exception cref="EngineFaultException">There is no such program, or it cannot be started.</exception>
    public static EngineProcess Start(EngineCommand command, TimeProvider time)
    {
        var program = ProgramSearch.Find(command.Program);
        if (program is null)
        {
            throw new EngineFaultException(
                EngineFault.Missing,
                $"expected the program '{command.Program}', found none in PATH or /usr/games; install it or give its path"
            );
        }

        if (command.WorkingFolder is { } folder && !Directory.Exists(folder))
        {
            throw new EngineFaultException(
                EngineFault.Missing,
                $"expected the folder '{folder}' to start '{command.Program}' in, found none"
            );
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(program) & ExecutableByAnyone) == UnixFileMode.None)
        {
            throw new EngineFaultException(
                EngineFault.Missing,
                $"'{program}' is no program: it may not be executed; try: chmod +x {program}"
            );
        }

        try
        {
            return new EngineProcess(ProcessGroup.Start(program, command), command, time);
        }
        catch (Win32Exception error)
        {
            throw new EngineFaultException(EngineFault.Missing, $"'{program}' could not be started: {error.Message}", error);
        }
    }

    private const UnixFileMode ExecutableByAnyone = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Sends a line.</summary>
    /// <param name="within">How long the engine may take to read it, where its input is full.</param>
    /// <returns>The timestamp at which it was sent.</returns>
    public async Task<long> SendAsync(string line, TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            await _process.StandardInput.WriteAsync((line + '\n').AsMemory(), cancellation).WaitAsync(within, _time, cancellation);
            await _process.StandardInput.FlushAsync(cancellation).WaitAsync(within, _time, cancellation);
            return _time.GetTimestamp();
        }
        catch (IOException error)
        {
            throw await DeadAsync($"it to read '{Shortened(line)}'", error, cancellation);
        }
        catch (TimeoutException error)
        {
            throw Fault(EngineFault.Silent, $"it to read '{Shortened(line)}' within {Seconds(within)}", "it did not", error);
        }
    }

    /// <param name="expected">What the caller waits for, in words, for the message when it does not come.</param>
    /// <exception cref="EngineFaultException">Nothing came in time, or the process ended.</exception>
    public async Task<EngineLine> ReadAsync(TimeSpan within, string expected, CancellationToken cancellation) =>
        await TryReadAsync(within, expected, cancellation)
        ?? throw Fault(EngineFault.Silent, $"{expected} within the time allowed", "it did not come");

    /// <returns>Null when nothing came in time.</returns>
    public async Task<EngineLine?> TryReadAsync(TimeSpan within, string expected, CancellationToken cancellation)
    {
        if (_lines.Reader.TryRead(out var ready))
        {
            return ready;
        }

        if (within <= TimeSpan.Zero)
        {
            return null;
        }

        try
        {
            return await _lines.Reader.WaitToReadAsync(cancellation).AsTask().WaitAsync(within, _time, cancellation)
                ? await _lines.Reader.ReadAsync(cancellation)
                : throw await DeadAsync(expected, null, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>How much time is left of a span that began at a timestamp.</summary>
    public TimeSpan Left(TimeSpan span, long since) => span - _time.GetElapsedTime(since);

    public long Now() => _time.GetTimestamp();

    public TimeSpan Between(long from, long to) => _time.GetElapsedTime(from, to);

    /// <param name="came">What came in place of what was expected.</param>
    public EngineFaultException Fault(EngineFault fault, string expected, string came, Exception? inner = null)
    {
        var message = new StringBuilder($"{Command}: expected {expected}, but {came}.");
        message.Append(_said.ToString() is { Length: > 0 } said ? $" Its last lines: {said}" : " It wrote nothing.");
        if (_complaints.ToString() is { Length: > 0 } complaints)
        {
            message.Append($" On standard error: {complaints}");
        }

        return new EngineFaultException(fault, message.ToString(), inner);
    }

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>False when it still runs.</returns>
    public async Task<bool> EndsAsync(TimeSpan within)
    {
        try
        {
            await _process.WaitForExitAsync(_closing.Token).WaitAsync(within, _time, CancellationToken.None);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Ends the process and all it started.</summary>
    public async ValueTask DisposeAsync()
    {
        ProcessGroup.End(_process);
        await EndsAsync(LongestDeath);
        await _closing.CancelAsync();
        _process.Dispose();
    }

    public static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";

    private static string Shortened(string line) => line.Length > 60 ? line[..60] + "…" : line;

    private async Task<EngineFaultException> DeadAsync(string expected, Exception? inner, CancellationToken cancellation)
    {
        // its output ends a moment before the system tells how it ended
        var hasEnded = await EndsAsync(TimeSpan.FromSeconds(1));
        cancellation.ThrowIfCancellationRequested();
        var how = hasEnded ? $"it ended with exit code {_process.ExitCode}{SignalOf(_process.ExitCode)}" : "it closed its output";
        return Fault(EngineFault.Died, expected, how, inner);
    }

    /// <summary>A process killed by signal n ends with 128 + n, as shells count.</summary>
    private static string SignalOf(int exitCode) => exitCode is > 128 and < 160 ? $" (signal {exitCode - 128})" : "";

    private void ReadOutput()
    {
        foreach (var line in LinesOf(_process.StandardOutput))
        {
            _said.Add(line);
            var read = new EngineLine(line, _time.GetTimestamp());
            if (!_lines.Writer.TryWrite(read) && !WaitAndWrite(read))
            {
                break;
            }
        }

        _lines.Writer.TryComplete();
    }

    private bool WaitAndWrite(EngineLine line)
    {
        try
        {
            _lines.Writer.WriteAsync(line, _closing.Token).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void ReadErrors()
    {
        foreach (var line in LinesOf(_process.StandardError))
        {
            _complaints.Add(line);
        }
    }

    private static IEnumerable<string> LinesOf(StreamReader reader)
    {
        var line = new StringBuilder();
        while (Next(reader) is { } character)
        {
            if (character == '\n')
            {
                yield return line.ToString().TrimEnd('\r');
                line.Clear();
            }
            else if (line.Length < LongestLine)
            {
                line.Append(character);
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static char? Next(StreamReader reader)
    {
        try
        {
            return reader.Read() is >= 0 and var character ? (char)character : null;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return null;
        }
    }
}
