using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pawl.Runs.Events;

/// <summary>
/// The hash that links chains: SHA-256 over a header followed by each field as a netstring <c>LENGTH:BYTES,</c> of its UTF-8 bytes. Length
/// prefixes keep two different rows from ever having one encoding.
/// </summary>
internal static class ChainHash
{
    /// <returns>Lower-case hex, 64 characters.</returns>
    public static string Of(ReadOnlySpan<byte> header, params ReadOnlySpan<string> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        foreach (var field in fields)
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            hash.AppendData(Encoding.UTF8.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            hash.AppendData(bytes);
            hash.AppendData(","u8);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
