using Pawl.Cli.Output;

namespace Pawl.Cli.Benchmarks;

/// <summary>Tells on standard error how far a benchmark is: one line that is redrawn on a terminal, elsewhere a line each time.</summary>
internal sealed class BenchProgress(Terminal terminal) : IDisposable
{
    private readonly LiveRegion? _region = terminal.IsLive ? new LiveRegion(terminal.Talk) : null;

    public void Say(string line)
    {
        if (_region is null)
        {
            terminal.Talk.WriteLine(line);
        }
        else
        {
            _region.Redraw([], [Format.Cut(line, Terminal.Width - 1)]);
        }
    }

    /// <summary>A line that is redrawn where that is possible, and left out elsewhere.</summary>
    public void Show(string line) => _region?.Redraw([], [Format.Cut(line, Terminal.Width - 1)]);

    /// <summary>A line that stays.</summary>
    public void Keep(string line)
    {
        if (_region is null)
        {
            terminal.Talk.WriteLine(line);
        }
        else
        {
            _region.Redraw([line], []);
        }
    }

    /// <summary>Wipes the redrawn line; what is printed next takes its place. May be called again.</summary>
    public void Dispose()
    {
        _region?.Redraw([], []);
        _region?.Dispose();
    }
}
