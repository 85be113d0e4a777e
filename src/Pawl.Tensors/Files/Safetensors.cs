using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Pawl.Tensors.Files;

/// <summary>Content of a safetensors file: named tensors and a map of texts.</summary>
/// <remarks>
/// Format: https://github.com/huggingface/safetensors (README, "Format"): 8 bytes length of the header, little-endian; the header in JSON; the data.
/// The same content always gives the same bytes: tensors lie in the order of their names (ordinal), metadata likewise, and the
/// header is padded with spaces to a multiple of 8 so that the data is aligned.
/// </remarks>
public sealed class Safetensors
{
    /// <summary>The format's own limit of a header, 100 MB.</summary>
    public const int MaximumHeaderBytes = 100_000_000;

    private const string MetadataKey = "__metadata__";

    private readonly SortedDictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Two entries have one name, a name is reserved, or bytes do not match the dimensions.</exception>
    public Safetensors(IEnumerable<SafetensorsEntry> entries, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            var expected = SizeOf(entry.Type, entry.Dimensions);
            if (entry.Name == MetadataKey || expected != entry.Bytes.Length || !_entries.TryAdd(entry.Name, entry))
            {
                throw new ArgumentException(
                    $"Tensor '{entry.Name}' cannot be stored: names differ from each other and from {MetadataKey}, "
                        + $"and ({string.Join(", ", entry.Dimensions)}) of {entry.Type} takes {expected} bytes: got {entry.Bytes.Length}."
                );
            }
        }

        foreach (var (key, value) in metadata ?? [])
        {
            _metadata.Add(key, value);
        }
    }

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <exception cref="SafetensorsException">There is no tensor of that name.</exception>
    public SafetensorsEntry this[string name] =>
        _entries.TryGetValue(name, out var entry)
            ? entry
            : throw new SafetensorsException($"No tensor '{name}' in the file; there are: {string.Join(", ", _entries.Keys.Take(20))}.");

    /// <summary>Reads a whole file into memory.</summary>
    /// <exception cref="SafetensorsException">The content is not a whole and valid safetensors file.</exception>
    public static Safetensors Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (SafetensorsException exception)
        {
            throw new SafetensorsException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the bytes of a file; entries point into them.</summary>
    /// <exception cref="SafetensorsException">The bytes are not a whole and valid safetensors file.</exception>
    public static Safetensors Parse(ReadOnlyMemory<byte> file) => SafetensorsReader.Parse(file);

    /// <summary>Writes the file's bytes. Durability (temporary name, flush, rename) is the caller's.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = Header();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var entry in _entries.Values)
        {
            stream.Write(entry.Bytes.Span);
        }
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        Write(stream);
        return stream.ToArray();
    }

    /// <summary>Bytes of a tensor, or -1 when the dimensions are negative or overflow.</summary>
    internal static long SizeOf(SafetensorsType type, IReadOnlyList<long> dimensions)
    {
        Int128 size = SafetensorsEntry.SizeOf(type);
        foreach (var dimension in dimensions)
        {
            if (dimension < 0)
            {
                return -1;
            }

            size *= dimension;
            if (size > long.MaxValue)
            {
                return -1;
            }
        }

        return (long)size;
    }

    private byte[] Header()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            if (_metadata.Count > 0)
            {
                writer.WriteStartObject(MetadataKey);
                foreach (var (key, value) in _metadata)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            long offset = 0;
            foreach (var entry in _entries.Values)
            {
                writer.WriteStartObject(entry.Name);
                writer.WriteString("dtype", entry.Type.ToString());
                writer.WriteStartArray("shape");
                foreach (var dimension in entry.Dimensions)
                {
                    writer.WriteNumberValue(dimension);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                offset += entry.Bytes.Length;
                writer.WriteNumberValue(offset);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        stream.Write(Encoding.ASCII.GetBytes(new string(' ', (int)(7 - (stream.Length + 7) % 8))));
        return stream.ToArray();
    }
}
