using System.Diagnostics;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Tests.Differential;

/// <summary>Fairy-Stockfish (Debian's <c>fairy-stockfish</c>), asked for the legal moves of positions.</summary>
internal sealed class FairyStockfish : IDisposable
{
    private const string Program = "/usr/games/fairy-stockfish";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    public FairyStockfish()
    {
        Assert.True(File.Exists(Program), $"expected {Program}; install Debian's package fairy-stockfish (./test does so as root)");
        _process = Process.Start(
            new ProcessStartInfo(Program)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        Send("usi");
        ReadUntil(line => line == "usiok");
        Send("setoption name USI_Variant value shogi");
        Send("isready");
        ReadUntil(line => line == "readyok");
    }

    /// <summary>Sends every question before it reads the first answer's end: the engine never waits for us.</summary>
    public List<HashSet<Move>> MovesOf(IReadOnlyList<string> positions)
    {
        var asking = Task.Run(() =>
        {
            foreach (var sfen in positions)
            {
                Send($"position sfen {sfen}\ngo perft 1");
            }
        });
        var answers = new List<HashSet<Move>>();
        while (answers.Count < positions.Count)
        {
            var moves = new HashSet<Move>();
            ReadUntil(line =>
            {
                // such as "7g7f: 1", and at the end "Nodes searched: 30"
                var colon = line.IndexOf(':');
                if (colon is 4 or 5 && Move.TryParse(line.AsSpan(0, colon), out var move))
                {
                    moves.Add(move);
                }

                return line.StartsWith("Nodes searched", StringComparison.Ordinal);
            });
            answers.Add(moves);
        }

        Assert.True(asking.Wait(Patience));
        return answers;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Send(string text)
    {
        _process.StandardInput.WriteLine(text);
        _process.StandardInput.Flush();
    }

    private void ReadUntil(Func<string, bool> isLast)
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (isLast(line))
            {
                return;
            }
        }

        Assert.Fail("Fairy-Stockfish ended before it answered");
    }
}
