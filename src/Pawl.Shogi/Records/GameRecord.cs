using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Records;

/// <summary>
/// A game as it is written down: who played, where it started, the moves with times and comments, how it ended, and other lines of play. Its content does
/// not change, and two records are equal when everything in them is.
/// </summary>
public sealed class GameRecord : IEquatable<GameRecord>
{
    /// <param name="start">The first position; its history does not count.</param>
    /// <param name="main">The game itself.</param>
    /// <exception cref="ArgumentException">A move is not legal where it stands, or a text could not be written: a line break in a comment, a bad header.</exception>
    public GameRecord(Position start, RecordLine main)
        : this(Sfen.Write(start), main)
    {
        ArgumentNullException.ThrowIfNull(main);
        RecordChecks.Check(main, Start());
    }

    /// <summary>Takes over what a reader or a game has already held to the rules.</summary>
    internal GameRecord(string startSfen, RecordLine main)
    {
        StartSfen = startSfen;
        Main = main;
    }

    /// <value>The first position, as SFEN.</value>
    public string StartSfen { get; }

    /// <value>The customary start the game has, even ones included, or null for a position of its own.</value>
    public Handicap? Handicap => Handicap.All.FirstOrDefault(handicap => handicap.Sfen == StartSfen);

    public RecordLine Main { get; }

    /// <value>The moves of the game itself.</value>
    public IReadOnlyList<RecordMove> Moves => Main.Moves;

    public RecordEnd? End => Main.End;

    /// <value>The name of Black (先手; 下手 in a handicap game), or null.</value>
    public string? Black
    {
        get;
        init => field = CheckedName(value);
    }

    /// <value>The name of White (後手; 上手 in a handicap game), or null.</value>
    public string? White
    {
        get;
        init => field = CheckedName(value);
    }

    /// <value>Everything else said about the game, in the order of the record.</value>
    public IReadOnlyList<HeaderField> Header
    {
        get;
        init
        {
            foreach (var (name, text) in value)
            {
                if (HeaderField.WhyNot(name, text) is { } reason)
                {
                    throw new ArgumentException(reason, nameof(value));
                }
            }

            field = value;
        }
    } = [];

    /// <value>The lines of comment before the first move.</value>
    public IReadOnlyList<string> Comments
    {
        get;
        init
        {
            RecordChecks.CheckLines(value);
            field = value;
        }
    } = [];

    /// <value>Names given to the start position.</value>
    public IReadOnlyList<string> Bookmarks
    {
        get;
        init
        {
            RecordChecks.CheckLines(value);
            field = value;
        }
    } = [];

    /// <value>What the end of the game means, or null when the record does not say.</value>
    public GameEnd? Outcome
    {
        get
        {
            if (End is null)
            {
                return null;
            }

            var position = PositionAt(Moves.Count);
            return End.Mark.Outcome(position, Main.MoverAtEnd(position.SideToMove));
        }
    }

    /// <param name="name">One of <see cref="HeaderNames"/> or another.</param>
    /// <returns>The value of the first header of that name, or null.</returns>
    public string? this[string name] => Header.FirstOrDefault(field => field.Name == name)?.Value;

    /// <summary>Takes down a game that was played.</summary>
    /// <param name="times">What each move took, as many as the game has moves; or null.</param>
    public static GameRecord Of(
        Game game,
        string? black = null,
        string? white = null,
        IReadOnlyList<HeaderField>? header = null,
        IReadOnlyList<TimeSpan>? times = null
    )
    {
        ArgumentNullException.ThrowIfNull(game);
        var moves = game
            .Moves.Select((move, ply) => new RecordMove(move) { Used = times is null ? null : Milliseconds(times[ply]) })
            .ToList();
        var end = game.End is { } ended ? new RecordEnd(EndMarks.Of(ended, game.SideToMove)) : null;
        return new GameRecord(game.Start, new RecordLine(moves, end))
        {
            Black = black,
            White = white,
            Header = header ?? [],
        };
    }

    /// <returns>The first position, the caller's own.</returns>
    public Position Start() => Sfen.Parse(StartSfen);

    /// <param name="ply">0 for the start, up to the count of <see cref="Moves"/>; a last move that is illegal is not done.</param>
    /// <returns>The position after that many moves of the game, with its history; the caller's own.</returns>
    public Position PositionAt(int ply)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ply);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ply, Moves.Count);
        var position = Start();
        for (var index = 0; index < ply && !Moves[index].IsIllegal; index++)
        {
            position.Do(Moves[index].Move);
        }

        return position;
    }

    public bool Equals(GameRecord? other) =>
        other is not null
        && StartSfen == other.StartSfen
        && Black == other.Black
        && White == other.White
        && Header.SequenceEqual(other.Header)
        && Comments.SequenceEqual(other.Comments)
        && Bookmarks.SequenceEqual(other.Bookmarks)
        && Main.Equals(other.Main);

    public override bool Equals(object? obj) => Equals(obj as GameRecord);

    public override int GetHashCode() => HashCode.Combine(StartSfen, Black, White, Header.Count, Main);

    private static TimeSpan Milliseconds(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Max(0, Math.Floor(time.TotalMilliseconds)));

    /// <returns>Null for an empty name: notations cannot tell it from none.</returns>
    private static string? CheckedName(string? name)
    {
        if (name is not null && name.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ArgumentException($"expected a player's name in one line, got '{name}'", nameof(name));
        }

        return string.IsNullOrWhiteSpace(name) ? null : name.Trim();
    }
}
