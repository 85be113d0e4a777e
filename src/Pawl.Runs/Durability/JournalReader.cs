using System.Text.Json;

namespace Pawl.Runs.Durability;

/// <summary>Reads journals, also while another process appends to them.</summary>
public static class JournalReader
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>
    /// The good records from an offset on, in file order. An unfinished last line is left for a later call that starts at the
    /// <see cref="JournalRecord.End"/> of the last record; damaged lines are skipped.
    /// </summary>
    /// <param name="path">A journal; one that does not exist has no records.</param>
    /// <param name="offset">0 or the <see cref="JournalRecord.End"/> of a record. Beyond the end of the file there is nothing.</param>
    /// <param name="onDamage">Told of each damaged line.</param>
    public static IEnumerable<JournalRecord> Read(string path, long offset = 0, Action<JournalDamage>? onDamage = null)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        file.Position = offset;
        var buffer = new byte[ChunkBytes];
        var filled = 0;
        var lineStart = offset;
        var line = 0L;
        // Set while the rest of a line too long to be a record is passed over without being kept.
        var dropped = 0L;
        while (true)
        {
            var read = file.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                yield break;
            }

            var searched = filled;
            filled += read;
            var consumed = 0;
            int lineFeed;
            while ((lineFeed = buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n')) >= 0)
            {
                var bytes = buffer.AsMemory(consumed, searched + lineFeed - consumed);
                var length = dropped + bytes.Length;
                var end = lineStart + length + 1;
                line++;
                var reason = dropped > 0 ? "longer than any record" : JournalLine.Damage(bytes.Span);
                if (reason is null && TryParse(bytes, out var value))
                {
                    yield return new JournalRecord(lineStart, end, value);
                }
                else
                {
                    onDamage?.Invoke(new JournalDamage(path, lineStart, line, length, reason ?? "not a JSON object"));
                }

                dropped = 0;
                lineStart = end;
                searched += lineFeed + 1;
                consumed = searched;
            }

            if (filled - consumed > JournalLine.MaximumBytes || dropped > 0)
            {
                dropped += filled - consumed;
                consumed = filled;
            }

            buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            filled -= consumed;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private static bool TryParse(ReadOnlyMemory<byte> line, out JsonElement value)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            value = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }
}
