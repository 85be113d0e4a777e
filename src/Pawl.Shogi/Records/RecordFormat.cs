namespace Pawl.Shogi.Records;

/// <summary>The notations a record of a game is read from; all but <see cref="Ki2"/> are written too.</summary>
public enum RecordFormat
{
    /// <summary>Japanese, one move a line with its origin, times, comments and variations.</summary>
    Kif,

    /// <summary>Japanese as books print it: no origins, moves told apart by words such as 右 and 寄.</summary>
    Ki2,

    /// <summary>The Computer Shogi Association's standard, one or several games a file.</summary>
    Csa,

    /// <summary>A game a line, as USI's <c>position</c> command takes it.</summary>
    Usi,

    /// <summary>A position a line, without moves.</summary>
    Sfen,
}
