using System.Text.Json;
using Pawl.Evolutions.Store;

namespace Pawl.Evolutions.Engine;

/// <summary>Findings as JSON lines: <c>{"service_id":"S7","stage":"mapping/2/applications","kind":"unknown_ids","message":"…","raw":"…"}</c>.</summary>
internal static class QuarantineFile
{
    public static void Write(Stream stream, EvolutionReader reader, int page)
    {
        using var writer = new Utf8JsonWriter(stream);
        for (var rows = reader.Quarantine(null, null, 0, page); rows.Count > 0; rows = reader.Quarantine(null, null, rows[^1].Id, page))
        {
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                writer.WriteString("service_id", row.ServiceId);
                writer.WriteString("stage", row.Stage);
                writer.WriteString("kind", row.Kind);
                writer.WriteString("message", row.Message);
                writer.WriteString("raw", row.Raw);
                writer.WriteEndObject();
                writer.Flush();
                writer.Reset();
                stream.WriteByte((byte)'\n');
            }
        }
    }
}
