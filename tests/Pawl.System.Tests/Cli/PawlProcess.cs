using System.Diagnostics;
using System.Text;

namespace Pawl.System.Tests.Cli;

/// <summary>One process of <c>pawl</c> that may still be running.</summary>
public sealed class PawlProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly Task _readers;
    private bool _disposed;

    public PawlProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _readers = Task.WhenAll(ReadAsync(_process.StandardOutput, _out), ReadAsync(_process.StandardError, _error));
    }

    public int Id => _process.Id;

    public async Task<Outcome> EndAsync()
    {
        using var limit = new CancellationTokenSource(PawlShell.Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _readers.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            Assert.Fail($"pawl did not end within {PawlShell.Patience}.\n--- stdout\n{Text(_out)}\n--- stderr\n{Text(_error)}");
        }

        return new Outcome(_process.ExitCode, Text(_out), Text(_error));
    }

    /// <summary>Waits until a stream holds a text.</summary>
    public Task UntilOutAsync(string text) => UntilAsync(() => Text(_out).Contains(text, StringComparison.Ordinal), $"'{text}' on stdout");

    public Task UntilErrorAsync(string text) =>
        UntilAsync(() => Text(_error).Contains(text, StringComparison.Ordinal), $"'{text}' on stderr");

    /// <summary>The first line of standard output, once it is whole.</summary>
    public async Task<string> FirstLineAsync()
    {
        await UntilOutAsync("\n");
        return Text(_out).Split('\n')[0].TrimEnd('\r');
    }

    /// <param name="signal">Such as <c>INT</c>, as Ctrl-C sends it, or <c>TERM</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public void Kill()
    {
        if (!_disposed && !_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Kills this process alone, as <c>kill -9</c> does.</summary>
    public void KillAlone() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        Kill();
        if (!_disposed)
        {
            await _process.WaitForExitAsync();
            _disposed = true;
            _process.Dispose();
        }
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder into)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            lock (into)
            {
                into.Append(buffer, 0, count);
            }
        }
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
        {
            return builder.ToString();
        }
    }

    private async Task UntilAsync(Func<bool> holds, string what)
    {
        var start = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(start) > PawlShell.Patience || (_process.HasExited && _readers.IsCompleted && !holds()))
            {
                Assert.Fail($"Expected {what}.\n--- stdout\n{Text(_out)}\n--- stderr\n{Text(_error)}");
            }

            await Task.Delay(25);
        }
    }
}
