using System.Text;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Records.Text;

/// <summary>Between the bytes of a record and its text.</summary>
internal static class RecordText
{
    private const int CodePage = 932;

    /// <summary>A declaration stands in the first line or right after it.</summary>
    private const int DeclarationWithin = 256;

    private const int ShownCharacters = 10;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // asked of the provider itself: registering it would change what encodings the whole process knows
    private static readonly Encoding StrictShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(
        CodePage,
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    )!;

    private static readonly Encoding LooseShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(
        CodePage,
        new EncoderReplacementFallback("〓"),
        DecoderFallback.ExceptionFallback
    )!;

    /// <summary>
    /// Reads UTF-8 and UTF-16 with a byte order mark; else what the file declares (<c>#KIF version=2.0 encoding=Shift_JIS</c>,
    /// <c>'CSA encoding=SHIFT_JIS</c>) if it is so; else UTF-8 where the bytes are, else Shift-JIS.
    /// </summary>
    /// <exception cref="NotationException">The bytes are in none of these.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var (marked, length) = ByteOrderMark(bytes);
        if (marked is not null)
        {
            return TryDecode(marked, bytes[length..])
                ?? throw new NotationException($"the file begins with the mark of {marked.WebName}, but is not in it");
        }

        var (first, second) = DeclaresShiftJis(bytes) ? (StrictShiftJis, StrictUtf8) : (StrictUtf8, StrictShiftJis);
        return TryDecode(first, bytes)
            ?? TryDecode(second, bytes)
            ?? throw new NotationException(
                "expected text in UTF-8, UTF-16 with a byte order mark or Shift-JIS, got bytes that are none of them"
            );
    }

    /// <param name="replace">Write 〓 for a character that Shift-JIS does not have, instead of failing.</param>
    /// <exception cref="NotationException">Shift-JIS lacks characters of the text; the reason names them.</exception>
    public static byte[] Encode(string text, RecordEncoding encoding, bool replace)
    {
        if (encoding == RecordEncoding.Utf8)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var windows = text.ReplaceLineEndings("\r\n");
        if (replace)
        {
            return LooseShiftJis.GetBytes(windows);
        }

        try
        {
            return StrictShiftJis.GetBytes(windows);
        }
        catch (EncoderFallbackException)
        {
            throw new NotationException($"Shift-JIS has no {Missing(text)}; write UTF-8, or have them replaced");
        }
    }

    private static (Encoding? Encoding, int Length) ByteOrderMark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (StrictUtf8, 3);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 2);
        }

        return bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            ? (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2)
            : (null, 0);
    }

    private static bool DeclaresShiftJis(ReadOnlySpan<byte> bytes)
    {
        Span<char> start = stackalloc char[Math.Min(bytes.Length, DeclarationWithin)];
        for (var index = 0; index < start.Length; index++)
        {
            start[index] = char.ToLowerInvariant((char)bytes[index]);
        }

        var text = (ReadOnlySpan<char>)start;
        var at = text.IndexOf("encoding=");
        return at >= 0 && (text[0] is '#' or '\'') && text[(at + 9)..].StartsWith("shift");
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Missing(string text)
    {
        var missing = text.EnumerateRunes().Distinct().Where(rune => !Has(rune)).Select(rune => rune.ToString()).ToList();
        var shown = string.Join(' ', missing.Take(ShownCharacters));
        return missing.Count > ShownCharacters ? $"{shown} and {missing.Count - ShownCharacters} more" : shown;
    }

    private static bool Has(Rune rune)
    {
        try
        {
            StrictShiftJis.GetByteCount(rune.ToString());
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
