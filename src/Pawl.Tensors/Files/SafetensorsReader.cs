using System.Buffers.Binary;
using System.Text.Json;

namespace Pawl.Tensors.Files;

/// <summary>Reads bytes that may be anything at all.</summary>
internal static class SafetensorsReader
{
    /// <exception cref="SafetensorsException">Whatever is wrong with the bytes.</exception>
    public static Safetensors Parse(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 8)
        {
            throw new SafetensorsException($"A safetensors file starts with the 8-byte length of its header: it has {file.Length} bytes.");
        }

        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (headerLength > Safetensors.MaximumHeaderBytes || headerLength > (ulong)(file.Length - 8))
        {
            throw new SafetensorsException(
                $"The header says it has {headerLength} bytes: at most {Math.Min(Safetensors.MaximumHeaderBytes, file.Length - 8)} are possible in a file of {file.Length}."
            );
        }

        var header = file.Slice(8, (int)headerLength);
        var data = file[(8 + (int)headerLength)..];
        try
        {
            using var document = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            return Read(document.RootElement, data);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new SafetensorsException($"The header is not what the format asks for: {exception.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new SafetensorsException(exception.Message, exception);
        }
    }

    private static Safetensors Read(JsonElement root, ReadOnlyMemory<byte> data)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<(SafetensorsEntry Entry, long Start)>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.NameEquals("__metadata__"))
            {
                foreach (var item in property.Value.EnumerateObject())
                {
                    metadata.Add(item.Name, item.Value.GetString() ?? throw new FormatException("a metadata value is null"));
                }
            }
            else
            {
                entries.Add(ReadEntry(property.Name, property.Value, data));
            }
        }

        RequireExactCover(entries, data.Length);
        return new Safetensors(entries.Select(entry => entry.Entry), metadata);
    }

    // Sample: {"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}
    private static (SafetensorsEntry Entry, long Start) ReadEntry(string name, JsonElement element, ReadOnlyMemory<byte> data)
    {
        var text = element.TryGetProperty("dtype", out var dtype) ? dtype.GetString() : null;
        SafetensorsType? type = text switch
        {
            "F32" => SafetensorsType.F32,
            "I64" => SafetensorsType.I64,
            "U8" => SafetensorsType.U8,
            _ => null,
        };
        if (type is null)
        {
            throw new SafetensorsException($"Tensor '{name}' has dtype {text ?? "(none)"}: F32, I64 and U8 are read here.");
        }

        if (!element.TryGetProperty("shape", out var shape) || !element.TryGetProperty("data_offsets", out var offsets))
        {
            throw new SafetensorsException($"Tensor '{name}' lacks its shape or data_offsets.");
        }

        var dimensions = shape.EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();
        if (offsets.GetArrayLength() != 2)
        {
            throw new SafetensorsException($"Tensor '{name}' has {offsets.GetArrayLength()} data_offsets: expected a start and an end.");
        }

        var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        var size = Safetensors.SizeOf(type.Value, dimensions);
        if (start < 0 || end < start || end > data.Length || size != end - start)
        {
            throw new SafetensorsException(
                $"Tensor '{name}' of {text} and shape ({string.Join(", ", dimensions)}) lies at [{start}, {end}) of {data.Length} data bytes: "
                    + "the range must lie inside and match the shape. The file may be cut off."
            );
        }

        return (new SafetensorsEntry(name, type.Value, dimensions, data.Slice((int)start, (int)(end - start))), start);
    }

    /// <summary>The format forbids overlaps and holes: either would let one file mean two things.</summary>
    private static void RequireExactCover(List<(SafetensorsEntry Entry, long Start)> entries, long dataLength)
    {
        long expected = 0;
        foreach (var (entry, start) in entries.OrderBy(entry => entry.Start).ThenBy(entry => entry.Entry.Bytes.Length))
        {
            if (start != expected)
            {
                throw new SafetensorsException(
                    $"Tensor '{entry.Name}' starts at data byte {start}: expected {expected}, as tensors neither overlap nor leave holes."
                );
            }

            expected += entry.Bytes.Length;
        }

        if (expected != dataLength)
        {
            throw new SafetensorsException($"The tensors take {expected} data bytes, the file has {dataLength}.");
        }
    }
}
