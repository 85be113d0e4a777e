using System.Text;

namespace Pawl.Text.Tokenizers;

/// <summary>
/// Cuts bytes into the pieces that BPE merges stay inside of, by GPT-2's pattern
/// <c>'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>, read over UTF-8; a byte that is no UTF-8 counts as a sign.
/// </summary>
/// <remarks>
/// Radford et al., "Language models are unsupervised multitask learners", 2019, section 2.2. A piece is cut at
/// <see cref="MaximumLength"/> bytes, which bounds the quadratic merging of one piece.
/// </remarks>
internal static class BytePieces
{
    public const int MaximumLength = 256;

    private enum Kind
    {
        End,
        Space,
        Letter,
        Number,
        Sign,
    }

    /// <summary>Length of the piece that starts the bytes; the bytes are not empty.</summary>
    public static int Next(ReadOnlySpan<byte> bytes) => Math.Min(Uncut(bytes), MaximumLength);

    private static int Uncut(ReadOnlySpan<byte> bytes)
    {
        var contraction = Contraction(bytes);
        if (contraction > 0)
        {
            return contraction;
        }

        var start = bytes[0] == (byte)' ' && Classify(bytes[1..], out _) is not (Kind.Space or Kind.End) ? 1 : 0;
        var kind = Classify(bytes[start..], out _);
        return kind == Kind.Space ? Spaces(bytes) : start + Run(bytes[start..], kind);
    }

    private static int Contraction(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] != (byte)'\'')
        {
            return 0;
        }

        if (bytes[1] is (byte)'s' or (byte)'d' or (byte)'m' or (byte)'t')
        {
            return 2;
        }

        var rest = bytes[1..];
        return rest.StartsWith("ll"u8) || rest.StartsWith("ve"u8) || rest.StartsWith("re"u8) ? 3 : 0;
    }

    private static int Run(ReadOnlySpan<byte> bytes, Kind kind)
    {
        var length = 0;
        while (length <= MaximumLength && Classify(bytes[length..], out var size) == kind)
        {
            length += size;
        }

        return length;
    }

    /// <summary>White space before a word leaves its last character to the word, unless it has only that one.</summary>
    private static int Spaces(ReadOnlySpan<byte> bytes)
    {
        var (length, last) = (0, 0);
        while (Classify(bytes[length..], out var size) == Kind.Space)
        {
            (length, last) = (length + size, size);
        }

        return length == bytes.Length || length == last ? length : length - last;
    }

    private static Kind Classify(ReadOnlySpan<byte> bytes, out int size)
    {
        size = 1;
        if (bytes.IsEmpty)
        {
            return Kind.End;
        }

        var first = bytes[0];
        if (first < 0x80)
        {
            return (first | 0x20) is >= (byte)'a' and <= (byte)'z' ? Kind.Letter
                : first is >= (byte)'0' and <= (byte)'9' ? Kind.Number
                : first is (byte)' ' or (>= 9 and <= 13) ? Kind.Space
                : Kind.Sign;
        }

        if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
        {
            return Kind.Sign;
        }

        size = consumed;
        return Rune.IsLetter(rune) ? Kind.Letter
            : Rune.IsNumber(rune) ? Kind.Number
            : Rune.IsWhiteSpace(rune) ? Kind.Space
            : Kind.Sign;
    }
}
