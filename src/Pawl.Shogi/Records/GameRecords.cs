using System.Text;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Csa;
using Pawl.Shogi.Records.Kif;
using Pawl.Shogi.Records.Text;
using Pawl.Shogi.Records.Usi;

namespace Pawl.Shogi.Records;

/// <summary>Reads and writes records of games in every notation. Readers throw <see cref="NotationException"/> and nothing else, whatever the bytes hold.</summary>
public static class GameRecords
{
    /// <summary>Reads all games of a file, in whatever format and encoding it is.</summary>
    /// <param name="format">What to read it as; null to go by its content.</param>
    /// <param name="hint">What to take it for when its content does not tell: <see cref="RecordFormats.OfPath"/> of its name.</param>
    /// <returns>At least one game.</returns>
    /// <exception cref="NotationException">With the line and the reason; nothing is read from a file that is broken in one place.</exception>
    public static IReadOnlyList<GameRecord> Read(
        ReadOnlySpan<byte> bytes,
        RecordFormat? format = null,
        RecordLimits? limits = null,
        RecordFormat? hint = null
    )
    {
        limits ??= RecordLimits.Default;
        return bytes.Length <= limits.Size
            ? Parse(RecordText.Decode(bytes), format, limits, hint)
            : throw new NotationException($"expected a file of at most {limits.Size} bytes, got {bytes.Length}");
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, RecordFormat?, RecordLimits?, RecordFormat?)"/>
    /// <param name="stream">Read to its end, or to one byte over the limit.</param>
    public static IReadOnlyList<GameRecord> Read(
        Stream stream,
        RecordFormat? format = null,
        RecordLimits? limits = null,
        RecordFormat? hint = null
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= RecordLimits.Default;
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        while (bytes.Length <= limits.Size && stream.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
        }

        return Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), format, limits, hint);
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, RecordFormat?, RecordLimits?, RecordFormat?)"/>
    public static IReadOnlyList<GameRecord> Parse(
        string text,
        RecordFormat? format = null,
        RecordLimits? limits = null,
        RecordFormat? hint = null
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= RecordLimits.Default;
        return (format ?? RecordFormats.Detect(text, hint)) switch
        {
            RecordFormat.Csa => CsaReader.Read(text, limits),
            RecordFormat.Usi or RecordFormat.Sfen => UsiReader.Read(text, limits),
            _ => KifReader.Read(text, limits),
        };
    }

    /// <param name="format">Any but <see cref="RecordFormat.Ki2"/>.</param>
    /// <param name="encoding">What the text declares to be in.</param>
    /// <returns>Lines ended by LF. What the format cannot say is left out.</returns>
    public static string Text(IReadOnlyList<GameRecord> records, RecordFormat format, RecordEncoding encoding = RecordEncoding.Utf8)
    {
        ArgumentNullException.ThrowIfNull(records);
        var text = new StringBuilder();
        switch (format)
        {
            case RecordFormat.Csa:
                CsaWriter.Write(text, records, encoding);
                break;
            case RecordFormat.Kif:
                WriteKif(text, records, encoding);
                break;
            case RecordFormat.Usi:
                Each(records, record => UsiWriter.WriteGame(text, record));
                break;
            case RecordFormat.Sfen:
                Each(records, record => UsiWriter.WritePosition(text, record));
                break;
            default:
                throw new ArgumentException($"{format} is read, not written; expected Kif, Csa, Usi or Sfen", nameof(format));
        }

        return text.ToString();
    }

    /// <inheritdoc cref="Text(IReadOnlyList{GameRecord}, RecordFormat, RecordEncoding)"/>
    public static string Text(GameRecord record, RecordFormat format, RecordEncoding encoding = RecordEncoding.Utf8) =>
        Text([record], format, encoding);

    /// <summary>The bytes of a file.</summary>
    /// <param name="replace">Write 〓 for what Shift-JIS does not have, instead of failing.</param>
    /// <exception cref="NotationException">Shift-JIS lacks characters of the records; the reason names them.</exception>
    public static byte[] Write(
        IReadOnlyList<GameRecord> records,
        RecordFormat format,
        RecordEncoding encoding = RecordEncoding.Utf8,
        bool replace = false
    ) => RecordText.Encode(Text(records, format, encoding), encoding, replace);

    private static void WriteKif(StringBuilder text, IReadOnlyList<GameRecord> records, RecordEncoding encoding)
    {
        var separator = "";
        foreach (var record in records)
        {
            text.Append(separator);
            KifWriter.Write(text, record, encoding);
            separator = "\n";
        }
    }

    private static void Each(IReadOnlyList<GameRecord> records, Action<GameRecord> write)
    {
        foreach (var record in records)
        {
            write(record);
        }
    }
}
