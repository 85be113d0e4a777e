using System.Buffers.Binary;

namespace Pawl.Runs.Model;

/// <summary>
/// Makes run ids that strictly increase within one source, even inside a millisecond and when the clock steps back. Safe to call from any
/// thread. Two sources never collide in practice: 80 random bits per millisecond.
/// </summary>
public sealed class RunIdSource(TimeProvider clock, Random random)
{
    private readonly Lock _lock = new();
    private UInt128 _last;

    public string Next()
    {
        lock (_lock)
        {
            var now = (UInt128)clock.GetUtcNow().ToUnixTimeMilliseconds();
            // Same millisecond or a clock set back: count on from the last id, as the ULID specification's monotonic form does.
            _last = now > _last >> 80 ? (now << 80) | Random80() : _last + 1;
            return Format(_last);
        }
    }

    private UInt128 Random80()
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes[..6].Clear();
        random.NextBytes(bytes[6..]);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static string Format(UInt128 value) =>
        string.Create(
            RunId.Length,
            value,
            static (characters, bits) =>
            {
                for (var i = characters.Length - 1; i >= 0; i--)
                {
                    characters[i] = RunId.Alphabet[(int)(bits & 31)];
                    bits >>= 5;
                }
            }
        );
}
