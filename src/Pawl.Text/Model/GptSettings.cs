using Pawl.Tensors;

namespace Pawl.Text.Model;

/// <summary>Shape of a GPT.</summary>
/// <param name="VocabularySize">Tokens, 1 or more.</param>
/// <param name="BlockSize">Longest context in tokens, 1 or more.</param>
/// <param name="Layers">Transformer blocks, 0 or more.</param>
/// <param name="Heads">Attention heads of a block; divides <paramref name="Width"/>.</param>
/// <param name="Width">Numbers in a token's vector.</param>
/// <param name="Dropout">Probability in [0, 1) that an element of the embedding, of attention weights or of a residual branch is dropped in training.</param>
/// <param name="Bias">True: linear layers and layer norms have biases, as GPT-2's. False is a little better and faster.</param>
/// <param name="Gelu">Exact, unless weights come from a model trained with the tanh form.</param>
public sealed record GptSettings(
    int VocabularySize,
    int BlockSize,
    int Layers,
    int Heads,
    int Width,
    float Dropout = 0,
    bool Bias = false,
    GeluForm Gelu = GeluForm.Exact
)
{
    /// <exception cref="ArgumentException">A number is out of range, or the heads do not divide the width; the text names all faults.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Check(VocabularySize >= 1, $"VocabularySize is 1 or more: got {VocabularySize}");
        Check(BlockSize >= 1, $"BlockSize is 1 or more: got {BlockSize}");
        Check(Layers >= 0, $"Layers is 0 or more: got {Layers}");
        Check(Heads >= 1, $"Heads is 1 or more: got {Heads}");
        Check(Width >= 1, $"Width is 1 or more: got {Width}");
        Check(Heads < 1 || Width % Heads == 0, $"Heads divides Width: got {Heads} heads for a width of {Width}");
        Check(Dropout >= 0 && Dropout < 1, $"Dropout is in [0, 1): got {Dropout}");
        if (faults.Count > 0)
        {
            throw new ArgumentException($"This is no GPT: {string.Join("; ", faults)}.");
        }

        void Check(bool isGood, string fault)
        {
            if (!isGood)
            {
                faults.Add(fault);
            }
        }
    }
}
