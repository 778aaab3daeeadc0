// Pages that citizens bring along and that are none of the papers: written for this, of nobody and nothing in particular.
import type { Block } from "./samples.fixture";

export const UNKNOWN_PAGES: readonly { name: string; blocks: readonly Block[] }[] = [
  {
    name: "an article about the register of births",
    blocks: [
      { title: "Mùa mưa năm nay đến sớm hơn mọi năm" },
      "Từ đầu tháng mười, những cơn mưa đầu mùa đã phủ kín các sườn đồi. Bà con trong thôn tranh thủ thu hoạch nốt phần lúa còn lại trước khi nước suối dâng cao.",
      "Theo cán bộ xã, năm nay số trẻ được đăng ký khai sinh đúng hạn tăng rõ rệt, nhờ các đợt làm thủ tục lưu động. Nhiều gia đình lần đầu nhận giấy khai sinh cho con ngay tại nhà văn hóa thôn.",
      "Ông Phạm Văn Lực, sinh năm 1960, kể rằng ngày trước muốn làm giấy tờ phải đi bộ cả buổi. Bây giờ đường đã rải nhựa, điện thoại nào cũng gọi được, nên việc gì cũng nhanh.",
      "Trong khi đó, các cặp vợ chồng trẻ cho biết họ nhận giấy chứng nhận kết hôn chỉ sau một buổi sáng. Câu chuyện nhỏ ấy cho thấy công việc ở cơ sở đang thay đổi từng ngày.",
    ],
  },
  {
    name: "a poem",
    blocks: [
      { centre: "Chiều bên suối" },
      "Chiều nghiêng bóng núi xuống làng",
      "Khói cơm ai thổi mơ màng trên nương",
      "Con đường đất đỏ quen thương",
      "Bước chân mẹ gánh nắng vương về nhà",
      "Tiếng chim gọi bạn từ xa",
      "Vườn sau mấy khóm hoa cà tím sang",
    ],
  },
  {
    name: "a letter in a foreign language",
    blocks: [
      { right: "Leipzig, 14 March 2026" },
      "Dear Sir or Madam,",
      "Thank you for your letter of last month. We are pleased to confirm that your application has been received and is being looked at by our office.",
      "Please find enclosed the list of documents which we need before the end of April. Copies are sufficient at this stage.",
      "Yours faithfully,",
      "M. Weber",
    ],
  },
  {
    name: "a shopping list",
    blocks: ["Gạo 10 kg", "Nước mắm 2 chai", "Trứng 30 quả", "Dầu ăn 1 lít", "Bánh mì", "Tổng cộng: 485.000"],
  },
  { name: "a blank page", blocks: [] },
];
