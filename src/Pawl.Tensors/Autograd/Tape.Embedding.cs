using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd;

/// <content>Rows of tables.</content>
public sealed unsafe partial class Tape
{
    /// <summary>Rows of a table.</summary>
    /// <param name="table">(entries, width).</param>
    /// <param name="indices">One per row of the output, each in [0, entries).</param>
    /// <returns>(indices, width).</returns>
    /// <exception cref="ArgumentException">An index is outside the table, or the table has not two dimensions.</exception>
    public Tensor Embedding(Tensor table, ReadOnlySpan<int> indices)
    {
        Require(table.Shape.Rank == 2, "Embedding", "a table (entries, width)", table, null);
        Lookup.RequireInRange(indices, table.Shape[0], "Embedding index");
        var output = NewTensor(new TensorShape(indices.Length, table.Shape[1]));
        Lookup.Forward(indices, table.Data, output.Data, table.Shape[1]);
        if (NeedsGradient(table))
        {
            var operation = Record<EmbeddingOperation>(output);
            operation.Table = table;
            operation.Keep(indices);
        }

        return output;
    }

    /// <summary>Sum of a token's and its position's vector: row b·length + t of the output is tokens[b·length + t] plus position t.</summary>
    /// <param name="tokenTable">(vocabulary, width).</param>
    /// <param name="positionTable">(block, width).</param>
    /// <param name="tokens">batch × length of them, each in [0, vocabulary).</param>
    /// <param name="length">1 to block.</param>
    /// <returns>(tokens, width).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a token is outside the table.</exception>
    public Tensor TokenAndPosition(Tensor tokenTable, Tensor positionTable, ReadOnlySpan<int> tokens, int length)
    {
        Require(
            tokenTable.Shape.Rank == 2 && positionTable.Shape.Rank == 2 && tokenTable.Shape[1] == positionTable.Shape[1],
            "TokenAndPosition",
            "tables (vocabulary, width) and (block, width)",
            tokenTable,
            positionTable
        );
        if (length < 1 || length > positionTable.Shape[0] || tokens.Length % length != 0)
        {
            throw new ArgumentException(
                $"TokenAndPosition takes a length of 1 to {positionTable.Shape[0]} that divides the token count: got length {length} for {tokens.Length} tokens."
            );
        }

        Lookup.RequireInRange(tokens, tokenTable.Shape[0], "Token");
        var output = NewTensor(new TensorShape(tokens.Length, tokenTable.Shape[1]));
        Lookup.Forward(tokens, length, tokenTable.Data, positionTable.Data, output.Data, tokenTable.Shape[1]);
        if (NeedsGradient(tokenTable) || NeedsGradient(positionTable))
        {
            var operation = Record<TokenAndPositionOperation>(output);
            operation.TokenTable = tokenTable;
            operation.PositionTable = positionTable;
            operation.Length = length;
            operation.Keep(tokens);
        }

        return output;
    }
}
