namespace Pawl.Shogi.Records.Text;

/// <summary>How the text of a record becomes bytes.</summary>
public enum RecordEncoding
{
    /// <summary>UTF-8 without a byte order mark, lines ended by LF.</summary>
    Utf8,

    /// <summary>Shift-JIS as Windows has it (code page 932), lines ended by CR LF: what older programs read.</summary>
    ShiftJis,
}
