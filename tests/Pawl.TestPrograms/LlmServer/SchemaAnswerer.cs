using System.Globalization;
using Pawl.Llm.Providers;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>Any instance of the schema that was asked for, or prose.</summary>
public sealed class SchemaAnswerer : IChatAnswerer
{
    public string Name => "schema";

    public string Answer(ChatRequest request)
    {
        var seed = ulong.Parse(request.QuestionHash.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return request.Schema is { } schema ? OfflineAnswer.Json(schema, seed) : OfflineAnswer.Text(seed);
    }
}
