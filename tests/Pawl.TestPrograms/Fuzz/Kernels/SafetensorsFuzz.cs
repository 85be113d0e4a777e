using System.Buffers;
using System.Text;
using Pawl.Tensors;
using Pawl.Tensors.Files;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Files torn, flipped and overwritten, read at the end of a page: they are read rightly or refused.</summary>
internal sealed unsafe class SafetensorsFuzz : IFuzzedKernel
{
    private static readonly string[] Splices =
    [
        "-1",
        "9223372036854775807",
        "18446744073709551616",
        "[]",
        "{}",
        "null",
        "1e3",
        "0.5",
        "\"F32\"",
        "\"BF16\"",
        "\\u0000",
        "[[[[[[[[[[[[",
        "\"__metadata__\":{\"a\":1}",
    ];

    public string Name => "safetensors";

    public int Weight => 3;

    public void Run(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        var entries = new List<SafetensorsEntry>();
        for (var i = 0; i < random.Below(4); i++)
        {
            var tensor = new Tensor(TensorShape.Of([.. Enumerable.Range(0, random.Between(1, 4)).Select(_ => random.Below(4))]));
            entries.Add(SafetensorsEntry.Of($"tensor{i}", tensor));
        }

        var bytes = new Safetensors(entries, random.Flip() ? [new("key", "value")] : null).ToBytes();
        bytes = Damage(random, bytes);
        var copy = fuzz.Bytes(bytes.Length);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        using var guarded = new GuardedBytes(copy, bytes.Length);
        try
        {
            var file = Safetensors.Parse(guarded.Memory);
            foreach (var entry in file.Entries.Values)
            {
                var count = entry.Dimensions.Aggregate(1L, (product, dimension) => product * dimension);
                if (entry.Bytes.Length != count * SafetensorsEntry.SizeOf(entry.Type))
                {
                    throw new FuzzFailureException($"'{entry.Name}' has {entry.Bytes.Length} bytes for {count} elements of {entry.Type}");
                }
            }
        }
        catch (SafetensorsException)
        {
            // Refused, as it may be.
        }

        if (!bytes.AsSpan().SequenceEqual(new Span<byte>(copy, bytes.Length)))
        {
            throw new FuzzFailureException("the file's bytes were modified");
        }
    }

    private static byte[] Damage(FuzzRandom random, byte[] bytes)
    {
        for (var i = random.Below(4); i > 0 && bytes.Length > 0; i--)
        {
            var place = random.Below(bytes.Length);
            switch (random.Below(5))
            {
                case 0:
                    bytes = bytes[..place];
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Below(8));
                    break;
                case 2:
                    bytes[place] = (byte)random.Next();
                    break;
                case 3:
                    // The number of a dimension or an offset, often.
                    var digit = Array.FindIndex(bytes, place, value => value is >= (byte)'0' and <= (byte)'9');
                    bytes[Math.Max(0, digit)] = (byte)('0' + random.Below(10));
                    break;
                default:
                    bytes = [.. bytes[..place], .. Encoding.ASCII.GetBytes(Splices[random.Below(Splices.Length)]), .. bytes[place..]];
                    break;
            }
        }

        return bytes;
    }

    /// <summary>Memory that the garbage collector does not own.</summary>
    private sealed class GuardedBytes(byte* start, int count) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new(start, count);

        public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
