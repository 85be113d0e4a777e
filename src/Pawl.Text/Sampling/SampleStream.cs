using System.Text;
using Pawl.Tensors.Random;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Sampling;

/// <summary>A text being written: its randomness and what there is of it. Both depend on the request alone, not on other texts.</summary>
internal sealed class SampleStream(SampleRequest request, int[] prompt, ITokenizer tokenizer, ulong seed)
{
    private readonly Utf8TokenStream _characters = new(tokenizer);
    private readonly StringBuilder _text = new();
    private readonly int[] _next = new int[1];
    private Philox4x32 _random = new(seed, (ulong)request.Number);

    /// <summary>Tokens written.</summary>
    public int Count { get; private set; }

    /// <summary>What the model is to read before it writes the next: the prompt, then the token last written.</summary>
    public ReadOnlySpan<int> Unread => Count == 0 ? prompt : _next;

    /// <summary>Draws the next token.</summary>
    /// <returns>The text that became certain with it.</returns>
    public string Draw(NextTokenDistribution distribution, ReadOnlySpan<float> logits)
    {
        _next[0] = NextTokenDistribution.Pick(distribution.Compute(logits), _random.NextDouble());
        Count++;
        return _characters.Append(_next[0]);
    }

    public void Keep(string piece) => _text.Append(piece);

    public TextSample ToSample() => new(request, _text.ToString(), Count);
}
