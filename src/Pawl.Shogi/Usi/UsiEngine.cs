using Pawl.Shogi.Board;

namespace Pawl.Shogi.Usi;

/// <summary>
/// Speaks the USI protocol ("Universal Shogi Interface", Tord Romstad, 2007, as Shogidokoro documents it): reads commands, answers them, and searches on a
/// thread of its own meanwhile. Whatever a line holds, the engine says what is wrong with it and goes on.
/// </summary>
public sealed class UsiEngine
{
    private readonly TextReader _input;
    private readonly UsiOutput _output;
    private readonly UsiOptions _options = new();
    private readonly UsiThinking _thinking;
    private Position _position = Position.Start();

    /// <param name="input">Commands, a line each; its end is <c>quit</c>, but a search that ends by itself is waited for.</param>
    /// <param name="output">Flushed after every line.</param>
    /// <param name="time">Measures the time of moves.</param>
    public UsiEngine(TextReader input, TextWriter output, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(time);
        _input = input;
        _output = new UsiOutput(output);
        _thinking = new UsiThinking(_options, _output, time);
    }

    /// <summary>Answers until <c>quit</c> or the end of the input.</summary>
    /// <param name="version">Is part of the engine's name.</param>
    public void Run(string version)
    {
        while (_input.ReadLine() is { } line)
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (words[0] == "quit")
            {
                _thinking.Abandon();
                return;
            }

            Answer(words, version);
        }

        _thinking.Finish();
    }

    private void Answer(string[] words, string version)
    {
        switch (words[0])
        {
            case "usi":
                Introduce(version);
                break;
            case "isready":
                _thinking.MakeReady();
                _output.Write("readyok");
                break;
            case "setoption":
                SetOption(words);
                break;
            case "usinewgame":
                _thinking.StartGame();
                break;
            case "position":
                SetPosition(words);
                break;
            case "go":
                Go(words);
                break;
            case "stop":
                _thinking.Stop();
                break;
            case "ponderhit":
                _thinking.PonderHit();
                break;
            case "gameover":
                _thinking.Stop();
                break;
            default:
                _output.Say($"'{Shortened(words[0])}' is no command known here; it is left out");
                break;
        }
    }

    private void Introduce(string version)
    {
        _output.Write($"id name Pawl {version}");
        _output.Write("id author the Pawl authors");
        foreach (var declaration in _options.Declarations())
        {
            _output.Write(declaration);
        }

        _output.Write("usiok");
    }

    /// <summary>As <c>setoption name Level value 3</c>; a name or value may hold spaces.</summary>
    private void SetOption(string[] words)
    {
        var name = Array.IndexOf(words, "name");
        var value = Array.IndexOf(words, "value");
        if (name != 1 || (value >= 0 && value < 3) || words.Length < 3)
        {
            _output.Say("setoption: expected 'setoption name NAME value VALUE'");
            return;
        }

        var end = value < 0 ? words.Length : value;
        var problem = _options.Set(string.Join(' ', words[2..end]), value < 0 ? "" : string.Join(' ', words[(value + 1)..]));
        if (problem is not null)
        {
            _output.Say(problem);
        }
    }

    private void SetPosition(string[] words)
    {
        var problem = UsiPosition.TryRead(words.AsSpan(1), out var position);
        if (problem is not null)
        {
            _output.Say($"position: {problem}; the position before it stays");
            return;
        }

        _position = position!;
    }

    private void Go(string[] words)
    {
        var complaints = new List<string>();
        var command = GoCommand.Parse(words.AsSpan(1), complaints);
        foreach (var complaint in complaints)
        {
            _output.Say(complaint);
        }

        _thinking.Start(_position, command);
    }

    private static string Shortened(string word) => word.Length <= 40 ? word : $"{word[..40]}...";
}
