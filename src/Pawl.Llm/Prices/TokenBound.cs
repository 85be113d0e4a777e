using System.Text;
using Pawl.Llm.Calls;

namespace Pawl.Llm.Prices;

/// <summary>
/// How many tokens a question may be at most. The tokenizers of today's models begin from bytes and only ever join them, so a text never has
/// more tokens than UTF-8 bytes; English has about four bytes a token, so what is really counted is far less.
/// </summary>
public static class TokenBound
{
    /// <summary>What a chat format adds around a message, the schema and the beginning of the answer. Known ones add three to seven tokens.</summary>
    private const int Frame = 16;

    public static long OfInput(ModelCall call)
    {
        long bound = (2 * Frame) + Encoding.UTF8.GetByteCount(call.SystemPrompt);
        if (call.Schema is { } schema)
        {
            bound += Frame + Encoding.UTF8.GetByteCount(schema.Name) + Encoding.UTF8.GetByteCount(schema.Json);
        }

        foreach (var message in call.Messages)
        {
            bound += Frame + Encoding.UTF8.GetByteCount(message.Text);
        }

        return bound;
    }
}
