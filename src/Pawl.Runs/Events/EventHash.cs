using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pawl.Runs.Events;

/// <summary>
/// The link of the event chain: SHA-256 over the text <c>pawl-event-1\n</c> followed by position, run id, sequence, time (Unix
/// milliseconds), type, attempt, data and previous hash, each as a netstring <c>LENGTH:BYTES,</c> of its UTF-8 bytes, numbers in decimal.
/// Length prefixes keep two different events from ever having one encoding.
/// </summary>
public static class EventHash
{
    private static readonly byte[] Header = "pawl-event-1\n"u8.ToArray();

    /// <summary>The hash an event must carry, from its other fields.</summary>
    /// <returns>Lower-case hex, 64 characters.</returns>
    public static string Of(EventRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Header);
        Append(hash, record.Position.ToString(CultureInfo.InvariantCulture));
        Append(hash, record.RunId);
        Append(hash, record.Sequence.ToString(CultureInfo.InvariantCulture));
        Append(hash, record.Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Append(hash, record.Type);
        Append(hash, record.Attempt.ToString(CultureInfo.InvariantCulture));
        Append(hash, record.Data);
        Append(hash, record.PreviousHash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        hash.AppendData(Encoding.UTF8.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
        hash.AppendData(bytes);
        hash.AppendData(","u8);
    }
}
