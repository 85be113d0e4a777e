using System.Collections.Concurrent;
using System.Diagnostics;
using Pawl.System.Tests.Cli;

namespace Pawl.System.Tests.Shogi;

/// <summary>A real <c>pawl shogi usi</c> and the GUI's end of its pipes.</summary>
internal sealed class UsiChild : IDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];

    public UsiChild()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "pawl"), ["shogi", "usi"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, data) =>
        {
            if (data.Data is { } line)
            {
                _lines.Add(line);
            }
        };
        _process.BeginOutputReadLine();
    }

    public void Say(params string[] lines)
    {
        foreach (var line in lines)
        {
            _process.StandardInput.WriteLine(line);
        }

        _process.StandardInput.Flush();
    }

    /// <returns>The lines up to the first that begins so, that one included.</returns>
    public List<string> Until(string beginning)
    {
        var lines = new List<string>();
        while (_lines.TryTake(out var line, PawlShell.Patience))
        {
            lines.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return lines;
            }
        }

        throw new TimeoutException($"expected a line '{beginning}…', got: {string.Join(" | ", lines)}");
    }

    public void HangUp() => _process.StandardInput.Close();

    /// <returns>The exit code.</returns>
    public int End()
    {
        Assert.True(_process.WaitForExit(PawlShell.Patience), "the engine did not end");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _lines.Dispose();
    }
}
