using System.Globalization;

namespace Pawl.Runs.Events;

/// <summary>
/// The link of the event chain: SHA-256 over the text <c>pawl-event-1\n</c> followed by position, run id, sequence, time (Unix
/// milliseconds), type, attempt, data and previous hash, each as a netstring <c>LENGTH:BYTES,</c> of its UTF-8 bytes, numbers in decimal.
/// Length prefixes keep two different events from ever having one encoding.
/// </summary>
public static class EventHash
{
    /// <summary>The hash an event must carry, from its other fields.</summary>
    /// <returns>Lower-case hex, 64 characters.</returns>
    public static string Of(EventRecord record) =>
        Of(
            record.Position.ToString(CultureInfo.InvariantCulture),
            record.RunId,
            record.Sequence.ToString(CultureInfo.InvariantCulture),
            record.Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            record.Type,
            record.Attempt.ToString(CultureInfo.InvariantCulture),
            record.Data,
            record.PreviousHash
        );

    /// <param name="fields">The eight fields as text, in the order of the encoding.</param>
    internal static string Of(params ReadOnlySpan<string> fields) => ChainHash.Of("pawl-event-1\n"u8, fields);
}
