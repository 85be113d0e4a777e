namespace Pawl.Shogi.Board;

/// <summary>A piece with its owner: the <see cref="PieceType"/> in bits 0 to 3, the <see cref="Color"/> in bit 4. 0 is an empty square.</summary>
public enum Piece : byte
{
    None = 0,
}
