using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Pawl.Runs.Durability;

/// <summary>
/// One line of a journal: a JSON object whose last property is the CRC-32C (Castagnoli, RFC 3720 appendix B.4) of the bytes before it.
/// Sample: <c>{"step":10,"name":"loss","value":1.25,"crc":"7f3a9c01"}</c>, checksum over <c>{"step":10,"name":"loss","value":1.25</c>.
/// </summary>
internal static class JournalLine
{
    /// <summary>Longest accepted record with its checksum; a longer line is damage. Twice and more what one protocol frame can carry.</summary>
    public const int MaximumBytes = 4 << 20;

    /// <summary>Bytes of <c>,"crc":"xxxxxxxx"}</c>.</summary>
    public const int SealBytes = 18;

    private static ReadOnlySpan<byte> SealStart => ",\"crc\":\""u8;

    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }

    /// <summary>Writes the seal that closes a record.</summary>
    /// <param name="body">The object without its closing brace.</param>
    /// <param name="destination"><see cref="SealBytes"/> bytes.</param>
    public static void Seal(ReadOnlySpan<byte> body, Span<byte> destination)
    {
        SealStart.CopyTo(destination);
        Utf8Formatter.TryFormat(Checksum(body), destination[SealStart.Length..], out _, new('x', 8));
        destination[^2] = (byte)'"';
        destination[^1] = (byte)'}';
    }

    /// <summary>Null when the line (without its line feed) is a whole record, else what is wrong with it.</summary>
    public static string? Damage(ReadOnlySpan<byte> line)
    {
        if (line.Length <= SealBytes || line.Length > MaximumBytes || line[0] != (byte)'{')
        {
            return "not a sealed record";
        }

        var seal = line[^SealBytes..];
        if (!seal.StartsWith(SealStart) || seal[^2] != (byte)'"' || seal[^1] != (byte)'}')
        {
            return "its checksum is missing";
        }

        Span<byte> expected = stackalloc byte[SealBytes];
        Seal(line[..^SealBytes], expected);
        return seal.SequenceEqual(expected) ? null : "its checksum does not match";
    }
}
