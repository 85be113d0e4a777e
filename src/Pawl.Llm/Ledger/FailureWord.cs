using System.Text.Json;
using Pawl.Llm.Calls;

namespace Pawl.Llm.Ledger;

/// <summary>Kinds of failures as the ledger and pages write them: <c>rate_limited</c>, <c>timeout</c>…</summary>
public static class FailureWord
{
    private static readonly Dictionary<CallFailureKind, string> Words = Enum.GetValues<CallFailureKind>()
        .ToDictionary(kind => kind, kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()));

    public static string Of(CallFailureKind kind) => Words[kind];
}
