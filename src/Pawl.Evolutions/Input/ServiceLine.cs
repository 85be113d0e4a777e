using System.Text.Json;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Input;

/// <summary>Reads one line of the input: <c>{"service_id":"S01","name":"Lending","description":"…","jobs_to_be_done":["…"]}</c>.</summary>
internal static class ServiceLine
{
    /// <summary>The service without its known features; null with kind and reason when the line is none.</summary>
    public static ServiceInput? Read(ReadOnlySpan<byte> line, out string kind, out string reason)
    {
        (kind, reason) = ("", "");
        try
        {
            var service = JsonSerializer.Deserialize(line, RecordJson.Plain.ServiceInput);
            var fault = service is null ? "the line is null; expected an object" : RecordRules.Fault(service);
            if (fault is null)
            {
                return service!.Features.Count == 0 ? service : service with { Features = [] };
            }

            (kind, reason) = (QuarantineKind.SchemaMismatch, fault);
        }
        catch (JsonException exception)
        {
            kind = IsJson(line) ? QuarantineKind.SchemaMismatch : QuarantineKind.JsonParseError;
            reason = exception.Message;
        }

        return null;
    }

    /// <summary>The id in a line that is not all right; null when it cannot be found.</summary>
    public static string? FindId(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("service_id"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }

    private static bool IsJson(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
