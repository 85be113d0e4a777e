using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Pawl.Runs.Durability;

namespace Pawl.Runs.Metrics;

/// <summary>
/// Takes lines of <c>metrics.ndjson</c> apart into columns. Sample:
/// <c>{"attempt":1,"step":10,"name":"loss/train","value":1.25,"at":"2026-01-31T10:00:00.123+00:00","crc":"7f3a9c01"}</c>.
/// A line in just this form is read byte by byte; a sealed line in any other is left to <see cref="MetricJournal"/>, whose answer is the same.
/// Not safe for several threads. Hot methods are compiled in full at once: a journal is mostly read but once, when nothing is warm.
/// </summary>
internal sealed class MetricLineReader
{
    private readonly MetricTable _table;
    private ulong _minuteHigh;
    private ulong _minuteLow;
    private long _minute;

    public MetricLineReader(MetricTable table) => _table = table;

    /// <summary>Lines that were skipped: damaged, or sealed and yet no metric.</summary>
    public int Damaged { get; private set; }

    /// <param name="line">Without its line feed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ReadOnlySpan<byte> line)
    {
        if (!IsSealed(line))
        {
            Damaged++;
        }
        else if (!TryTake(line[..^JournalLine.SealBytes]))
        {
            TakeSlowly(line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryTake(ReadOnlySpan<byte> body)
    {
        if (
            !TrySkip(ref body, "{\"attempt\":"u8)
            || !TryInteger(ref body, out var attempt)
            || attempt > int.MaxValue
            || !TrySkip(ref body, ",\"step\":"u8)
            || !TryInteger(ref body, out var step)
            || !TrySkip(ref body, ",\"name\":\""u8)
        )
        {
            return false;
        }

        var end = body.IndexOf((byte)'"');
        if (end < 0 || body[..end].Contains((byte)'\\'))
        {
            return false;
        }

        var name = body[..end];
        body = body[(end + 1)..];
        if (!TrySkip(ref body, ",\"value\":"u8) || !DecimalReader.TryRead(body, out var value, out var length))
        {
            return false;
        }

        body = body[length..];
        if (!TrySkip(ref body, ",\"at\":\""u8) || !TryTime(body, out var time))
        {
            return false;
        }

        _table.Column(name).Add(step, time, value);
        return true;
    }

    private void TakeSlowly(ReadOnlySpan<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            var point = MetricJournal.Point(document.RootElement);
            _table.Column(point.Name).Add(point.Step, point.At.ToUnixTimeMilliseconds(), point.Value);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            Damaged++;
        }
    }

    /// <summary>The same answer as <see cref="JournalLine.Damage"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsSealed(ReadOnlySpan<byte> line)
    {
        if (line.Length is <= JournalLine.SealBytes or > JournalLine.MaximumBytes || line[0] != (byte)'{')
        {
            return false;
        }

        var seal = line[^JournalLine.SealBytes..];
        return seal.StartsWith(",\"crc\":\""u8)
            && seal[^2] == (byte)'"'
            && seal[^1] == (byte)'}'
            && BinaryPrimitives.ReadUInt64BigEndian(seal[8..]) == Hexadecimal(JournalLine.Checksum(line[..^JournalLine.SealBytes]));
    }

    /// <summary>Eight lower-case digits, the first in the highest byte.</summary>
    private static ulong Hexadecimal(uint number)
    {
        ulong nibbles = number;
        nibbles = (nibbles << 16 | nibbles) & 0x0000_FFFF_0000_FFFF;
        nibbles = (nibbles << 8 | nibbles) & 0x00FF_00FF_00FF_00FF;
        nibbles = (nibbles << 4 | nibbles) & 0x0F0F_0F0F_0F0F_0F0F;
        var letters = ((nibbles + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101;
        return nibbles + 0x3030_3030_3030_3030 + letters * ('a' - '0' - 10);
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> body, ReadOnlySpan<byte> expected)
    {
        if (!body.StartsWith(expected))
        {
            return false;
        }

        body = body[expected.Length..];
        return true;
    }

    /// <summary>At least 0, at most 18 digits.</summary>
    private static bool TryInteger(ref ReadOnlySpan<byte> body, out long value)
    {
        value = 0;
        var i = 0;
        while (i < body.Length && i < 19 && (uint)(body[i] - '0') <= 9)
        {
            value = value * 10 + (body[i++] - '0');
        }

        var isGood = i is > 0 and < 19 && (i == 1 || body[0] != (byte)'0');
        body = body[i..];
        return isGood;
    }

    /// <summary>Sample: <c>2026-01-31T10:00:00.1234567+00:00"</c>, to the end of the body. Only UTC is taken.</summary>
    /// <param name="time">Unix milliseconds; what is finer is cut off.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryTime(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        if (text.Length is < 26 or > 34 || !text.EndsWith("+00:00\""u8) || text[16] != (byte)':' || !TryMinute(text))
        {
            return false;
        }

        var (tens, ones) = (text[17] - '0', text[18] - '0');
        if ((uint)tens > 5 || (uint)ones > 9)
        {
            return false;
        }

        var milliseconds = 0;
        var fraction = text[19..^7];
        if (!fraction.IsEmpty)
        {
            if (fraction[0] != (byte)'.' || fraction.Length < 2 || fraction[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return false;
            }

            for (var i = 1; i <= 3; i++)
            {
                milliseconds = milliseconds * 10 + (i < fraction.Length ? fraction[i] - '0' : 0);
            }
        }

        time = _minute + (tens * 10 + ones) * 1000 + milliseconds;
        return true;
    }

    // Neighbouring lines nearly always share their minute.
    private bool TryMinute(ReadOnlySpan<byte> text)
    {
        var (high, low) = (BinaryPrimitives.ReadUInt64LittleEndian(text), BinaryPrimitives.ReadUInt64LittleEndian(text[8..]));
        if (high == _minuteHigh && low == _minuteLow)
        {
            return true;
        }

        Span<char> letters = stackalloc char[16];
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = (char)text[i];
        }

        if (
            !DateTime.TryParseExact(
                letters,
                "yyyy-MM-dd'T'HH:mm",
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal,
                out var minute
            )
        )
        {
            return false;
        }

        (_minuteHigh, _minuteLow) = (high, low);
        _minute = new DateTimeOffset(minute).ToUnixTimeMilliseconds();
        return true;
    }
}
