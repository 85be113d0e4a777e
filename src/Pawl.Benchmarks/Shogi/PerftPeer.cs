using System.Diagnostics;
using System.Globalization;

namespace Pawl.Benchmarks.Shogi;

/// <summary>Another engine, asked over USI to count the leaves of trees.</summary>
internal sealed class PerftPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestCount = TimeSpan.FromMinutes(5);
    private readonly Process _process;

    private PerftPeer(Process process, string name)
    {
        _process = process;
        Name = name;
    }

    /// <value>What it calls itself, without its authors.</value>
    public string Name { get; private set; }

    /// <param name="command">The program, then its arguments, with spaces between.</param>
    /// <exception cref="InvalidOperationException">It cannot be started or does not speak USI.</exception>
    public static async Task<PerftPeer> StartAsync(string command, CancellationToken cancellation)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            throw new InvalidOperationException("expected the command line of an engine, got none");
        }

        var start = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(words[0])),
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new InvalidOperationException($"'{words[0]}' could not be started: {fault.Message}", fault);
        }

        var peer = new PerftPeer(process, Path.GetFileName(words[0]));
        try
        {
            peer.Send("usi");
            await peer.ReadUntilAsync(line => line == "usiok", line => peer.TakeName(line), Patience, cancellation);
            // engines for many games, as Fairy-Stockfish, must be told which; others ignore it
            peer.Send("setoption name USI_Variant value shogi");
            peer.Send("isready");
            await peer.ReadUntilAsync(line => line == "readyok", _ => { }, Patience, cancellation);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <returns>Milliseconds from the question to the total.</returns>
    /// <exception cref="InvalidOperationException">It counts otherwise, dies, or takes longer than five minutes.</exception>
    public async Task<double> TimeAsync(PerftCase work, CancellationToken cancellation)
    {
        Send($"position sfen {work.Sfen}");
        var start = Stopwatch.GetTimestamp();
        Send($"go perft {work.Depth}");
        long? leaves = null;
        await ReadUntilAsync(line => (leaves = Total(line)) is not null, _ => { }, LongestCount, cancellation);
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return leaves == work.Leaves
            ? milliseconds
            : throw new InvalidOperationException($"{work.Work}: expected {work.Leaves} leaves, {Name} counted {leaves}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <param name="line">Such as <c>Nodes searched: 19861490</c>.</param>
    private static long? Total(string line) =>
        line.StartsWith("Nodes searched:", StringComparison.Ordinal)
        && long.TryParse(
            line.AsSpan(line.IndexOf(':') + 1),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            null,
            out var total
        )
            ? total
            : null;

    private void TakeName(string line)
    {
        const string Prefix = "id name ";
        if (line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            Name = line[Prefix.Length..].Trim();
        }
    }

    private void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    private async Task ReadUntilAsync(Func<string, bool> isLast, Action<string> see, TimeSpan patience, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                see(line);
                if (isLast(line))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{Name} did not answer within {patience.TotalSeconds:0} s", fault);
        }

        throw new InvalidOperationException($"{Name} ended its output before it answered; does it speak USI and know 'go perft'?");
    }
}
