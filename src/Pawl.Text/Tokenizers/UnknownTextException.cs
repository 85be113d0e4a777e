namespace Pawl.Text.Tokenizers;

/// <summary>A text holds something the vocabulary has no token for.</summary>
public sealed class UnknownTextException(string piece, int position, string vocabulary)
    : Exception(
        $"The text holds '{piece}' ({string.Join(' ', piece.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}"))}) at position {position}, "
            + $"which is not in the vocabulary of {vocabulary}. Use text of the kind the model was trained on, or train with data.tokenizer: bpe, "
            + "which can express any text."
    )
{
    public string Piece { get; } = piece;

    /// <summary>In UTF-16 units from the start of the text.</summary>
    public int Position { get; } = position;
}
