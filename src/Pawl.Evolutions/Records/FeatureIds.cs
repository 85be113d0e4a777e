using System.Security.Cryptography;
using System.Text;

namespace Pawl.Evolutions.Records;

/// <summary>Names features by what they are, so that the same answer gives the same ids in every run.</summary>
/// <remarks>
/// The id is the version 5 UUID (RFC 9562 §5.5) of <c>name|role_id|plateau_name</c> in the URL namespace, its 16 bytes in base 32
/// (RFC 4648 §6), cut to six letters: 30 bits. Two features of a plateau can meet in them (about 1 in 10 million plateaus of 15 features);
/// the later in order of role and name then takes as many letters more as it needs.
/// </remarks>
public static class FeatureIds
{
    private const int Length = 6;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>6ba7b811-9dad-11d1-80b4-00c04fd430c8, the URL namespace of RFC 9562 §6.6.</summary>
    private static ReadOnlySpan<byte> UrlNamespace =>
        [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

    /// <summary>Six letters, such as <c>ZK7CYX</c> for <c>Online form</c>, <c>learners</c>, <c>Foundational</c>.</summary>
    public static string Of(string name, string roleId, string plateauName) => Full(name, roleId, plateauName)[..Length];

    /// <summary>All 26 letters, of which an id is the beginning.</summary>
    internal static string Full(string name, string roleId, string plateauName)
    {
        var text = Encoding.UTF8.GetBytes($"{name}|{roleId}|{plateauName}");
        var input = new byte[16 + text.Length];
        UrlNamespace.CopyTo(input);
        text.CopyTo(input, 16);
#pragma warning disable CA5350 // RFC 9562 builds version 5 on SHA-1; nothing here rests on its strength.
        var uuid = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        uuid[6] = (byte)((uuid[6] & 0x0f) | 0x50);
        uuid[8] = (byte)((uuid[8] & 0x3f) | 0x80);
        return Base32(uuid);
    }

    /// <summary>The shortest beginning of <paramref name="full"/>, from six letters, that <paramref name="taken"/> lacks; null when all 26 are taken: the same feature.</summary>
    internal static string? Free(string full, HashSet<string> taken)
    {
        for (var length = Length; length <= full.Length; length++)
        {
            var id = full[..length];
            if (!taken.Contains(id))
            {
                return id;
            }
        }

        return null;
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        Span<char> letters = stackalloc char[(bytes.Length * 8 + 4) / 5];
        for (var letter = 0; letter < letters.Length; letter++)
        {
            var value = 0;
            for (var bit = letter * 5; bit < letter * 5 + 5; bit++)
            {
                var isSet = bit < bytes.Length * 8 && (bytes[bit / 8] >> (7 - bit % 8) & 1) == 1;
                value = (value << 1) | (isSet ? 1 : 0);
            }

            letters[letter] = Alphabet[value];
        }

        return new(letters);
    }
}
