using Pawl.Cli.Boards;
using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Records;
using Pawl.Shogi.Search;

namespace Pawl.Cli.Play;

/// <summary>A game of a person against the engine, line by line. The end of the input ends the game like <c>quit</c>.</summary>
internal sealed class PlaySession(Game game, PlaySettings settings, TextReader input, TextWriter output)
{
    /// <summary>Strong enough to be of help, quick enough not to be waited for.</summary>
    private const int HintLevel = 8;

    private readonly LevelPlayer _engine = new(settings.Level, settings.Seed);
    private bool _isLeft;
    private bool _isDrawn;

    /// <summary>Plays to the end.</summary>
    public void Play()
    {
        output.WriteLine(
            $"You play {settings.Person}; the engine plays {settings.Person.Opponent()} at level {settings.Level.Number}, seed {settings.Seed}."
        );
        output.WriteLine("Type a move as 7g7f, or help.");
        while (game.End is null && !_isLeft)
        {
            if (game.SideToMove == settings.Person)
            {
                TakeTurn();
            }
            else
            {
                LetEngineMove();
            }
        }

        Finish();
    }

    private void TakeTurn()
    {
        if (!_isDrawn)
        {
            Draw();
        }

        output.Write($"{game.SideToMove}, move {game.Position.MoveNumber}{(game.Position.InCheck ? ", in check" : "")}> ");
        output.Flush();
        if (input.ReadLine() is not { } line)
        {
            output.WriteLine();
            output.WriteLine("The input has ended, and the game with it.");
            _isLeft = true;
            return;
        }

        var words = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > 0)
        {
            Obey(words[0].ToLowerInvariant(), words.Length > 1 ? words[1] : null, line.Trim());
        }
    }

    private void Obey(string command, string? argument, string line)
    {
        switch (command)
        {
            case "help" or "?":
                Help();
                break;
            case "board":
                Draw();
                break;
            case "moves":
                output.WriteLine(string.Join(' ', Legal().Select(move => move.ToString()).Order(StringComparer.Ordinal)));
                break;
            case "undo":
                TakeBack();
                break;
            case "hint":
                var hint = new LevelPlayer(Level.Of(HintLevel), settings.Seed).Choose(game.Position);
                output.WriteLine($"The engine would play {hint.Best} ({hint.Score}).");
                break;
            case "resign":
                game.Resign();
                break;
            case "declare":
                Declare();
                break;
            case "save":
                SaveTo(argument ?? settings.SavePath);
                break;
            case "quit" or "exit":
                _isLeft = true;
                break;
            default:
                Move(line);
                break;
        }
    }

    private void Help()
    {
        output.WriteLine("Moves:    7g7f (or 7776, P7f, 7f), 2b3a+ promotes, P*5e drops a pawn");
        output.WriteLine("Commands: hint, undo, moves (all legal ones), board, declare (an entered king), resign, save FILE.kif, quit");
    }

    private void Move(string text)
    {
        var found = TypedMoves.Find(game.Position, text);
        if (found.Count == 1)
        {
            game.Play(found[0]);
            _isDrawn = false;
            return;
        }

        output.WriteLine(found.Count > 1 ? $"Which one: {string.Join(", ", found)}?" : WhyNot(text));
    }

    private string WhyNot(string text)
    {
        if (TypedMoves.Spelled(text) is { } move && IllegalMoves.WhyNot(game.Position, move) is { } reason)
        {
            return $"{move} is not legal: {reason}.";
        }

        var shown = string.Concat(text.Take(40).Select(character => char.IsControl(character) ? '?' : character));
        return $"Expected a legal move as 7g7f or P*5e, or a command, got '{shown}'. Type help, or moves to see every legal move.";
    }

    private void TakeBack()
    {
        // back to the person's own last turn
        var count = game.Moves.Count >= 2 ? 2 : 0;
        for (var index = 0; index < count; index++)
        {
            game.TakeBack();
        }

        output.WriteLine(count == 0 ? "There is no move of yours to take back." : "Took back your move and the answer.");
        _isDrawn = count == 0;
    }

    private void Declare()
    {
        if (EnteringKing.Judge(game.Position, game.Rules.EnteringKing) is null)
        {
            // a false declaration loses at a tournament; here it is only refused
            output.WriteLine(
                "A declaration would not hold: the king must stand in the far three ranks, with ten pieces there and enough points."
            );
            return;
        }

        game.Declare();
    }

    private void LetEngineMove()
    {
        if (EnteringKing.Judge(game.Position, game.Rules.EnteringKing)?.Winner == game.SideToMove)
        {
            game.Declare();
            return;
        }

        var limits = new SearchLimits { EnteringKing = game.Rules.EnteringKing, MaximumMoves = game.Rules.MaximumMoves };
        var result = _engine.Choose(game.Position, limits, new SearchClock(TimeProvider.System));
        output.WriteLine($"{game.SideToMove} plays {result.Best}.");
        game.Play(result.Best);
        _isDrawn = false;
    }

    private void Draw()
    {
        output.WriteLine();
        BoardText.Write(output, game.Position, settings.Style, NameOf(Color.Black), NameOf(Color.White));
        _isDrawn = true;
    }

    private string NameOf(Color color) => color == settings.Person ? "you" : $"Pawl level {settings.Level.Number}";

    private void Finish()
    {
        if (game.End is { } end)
        {
            Draw();
            output.WriteLine($"{end}.");
        }
        else
        {
            game.Abandon();
        }

        if (settings.SavePath is { } path)
        {
            SaveTo(path);
        }
    }

    private void SaveTo(string? path)
    {
        if (path is null)
        {
            output.WriteLine("Expected a file to write: save game.kif");
            return;
        }

        try
        {
            var record = GameRecord.Of(game, NameOf(Color.Black), NameOf(Color.White));
            File.WriteAllBytes(path, GameRecords.Write([record], RecordFormats.OfPath(path) ?? RecordFormat.Kif));
            output.WriteLine($"Saved to {path}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            output.WriteLine($"Could not write '{path}': {fault.Message}");
        }
    }

    private Move[] Legal()
    {
        var moves = new Move[LegalMoves.Most];
        return moves[..LegalMoves.Generate(game.Position, moves)];
    }
}
