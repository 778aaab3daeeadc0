// The text of the sample pages: forms of the counter filled in with invented persons. Nothing here is a real document.
// A line is [style, text]; the ground truth of a page is its lines in reading order.

const NATION = [
  ["centre bold", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
  ["centre bold", "Độc lập - Tự do - Hạnh phúc"],
];

export const SAMPLE_PAGES = [
  {
    name: "to-khai-khai-sinh-1",
    lines: [
      ...NATION,
      ["centre bold space", "TỜ KHAI ĐĂNG KÝ KHAI SINH"],
      ["centre", "Kính gửi: Ủy ban nhân dân xã Đăk Rơ Nga"],
      ["space", "Họ, chữ đệm, tên người yêu cầu: NGUYỄN THỊ ĐƯỜNG"],
      ["", "Ngày, tháng, năm sinh: 12/03/1994"],
      ["", "Số định danh cá nhân: 062194001234"],
      ["", "Nơi cư trú: Thôn Đăk Pung, xã Đăk Rơ Nga, tỉnh Quảng Ngãi"],
      ["", "Quan hệ với người được khai sinh: Mẹ đẻ"],
      ["space bold", "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:"],
      ["", "Họ, chữ đệm, tên: NGUYỄN GIA BẢO"],
      ["", "Ngày, tháng, năm sinh: 20/11/2026"],
      ["", "Ghi bằng chữ: Ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu"],
      ["", "Giới tính: Nam. Dân tộc: Xơ Đăng. Quốc tịch: Việt Nam"],
      ["", "Nơi sinh: Trung tâm y tế huyện Đăk Tô, tỉnh Quảng Ngãi"],
      ["", "Quê quán: Xã Đăk Rơ Nga, tỉnh Quảng Ngãi"],
    ],
  },
  {
    name: "to-khai-khai-sinh-2",
    lines: [
      ["bold", "Họ, chữ đệm, tên người mẹ: NGUYỄN THỊ ĐƯỜNG"],
      ["", "Năm sinh: 1994. Dân tộc: Xơ Đăng. Quốc tịch: Việt Nam"],
      ["", "Nơi cư trú: Thôn Đăk Pung, xã Đăk Rơ Nga, tỉnh Quảng Ngãi"],
      ["space bold", "Họ, chữ đệm, tên người cha: A THẮNG"],
      ["", "Năm sinh: 1992. Dân tộc: Xơ Đăng. Quốc tịch: Việt Nam"],
      ["", "Nơi cư trú: Thôn Đăk Pung, xã Đăk Rơ Nga, tỉnh Quảng Ngãi"],
      [
        "space",
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên liên quan theo quy định pháp luật.",
      ],
      ["", "Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình."],
      ["right space", "Đăk Rơ Nga, ngày 23 tháng 11 năm 2026"],
      ["right bold", "Người yêu cầu"],
      ["right space", "Nguyễn Thị Đường"],
      ["space", "Đề nghị cấp bản sao: Có. Số lượng: 02 bản"],
    ],
  },
  {
    name: "giay-chung-sinh",
    lines: [
      ["", "SỞ Y TẾ TỈNH QUẢNG NGÃI"],
      ["bold", "TRUNG TÂM Y TẾ ĐĂK TÔ"],
      ...NATION,
      ["centre bold space", "GIẤY CHỨNG SINH"],
      ["centre", "Số: 418 Quyển số: 02"],
      ["space", "Họ và tên mẹ: NGUYỄN THỊ ĐƯỜNG"],
      ["", "Năm sinh: 1994"],
      ["", "Nơi đăng ký thường trú: Thôn Đăk Pung, xã Đăk Rơ Nga"],
      ["", "Số định danh cá nhân: 062194001234"],
      ["", "Đã sinh con vào lúc: 05 giờ 40 phút, ngày 20 tháng 11 năm 2026"],
      ["", "Tại: Khoa Sản, Trung tâm y tế Đăk Tô"],
      ["", "Số con trong lần sinh này: 01"],
      ["", "Giới tính của con: Nam. Cân nặng: 3200 gam"],
      ["", "Hiện trạng của con: Khỏe mạnh, bú tốt"],
      ["", "Dự định đặt tên con là: NGUYỄN GIA BẢO"],
      ["right space", "Đăk Tô, ngày 21 tháng 11 năm 2026"],
      ["right bold", "Người đỡ đẻ"],
    ],
  },
  {
    name: "giay-ket-hon",
    lines: [
      ...NATION,
      ["centre bold space", "GIẤY CHỨNG NHẬN KẾT HÔN"],
      ["centre", "Số: 27/2024"],
      ["space bold", "Họ, chữ đệm, tên vợ: NGUYỄN THỊ ĐƯỜNG"],
      ["", "Ngày, tháng, năm sinh: 12/03/1994"],
      ["", "Dân tộc: Xơ Đăng. Quốc tịch: Việt Nam"],
      ["", "Giấy tờ tùy thân: Căn cước công dân số 062194001234"],
      ["space bold", "Họ, chữ đệm, tên chồng: A THẮNG"],
      ["", "Ngày, tháng, năm sinh: 04/08/1992"],
      ["", "Dân tộc: Xơ Đăng. Quốc tịch: Việt Nam"],
      ["", "Giấy tờ tùy thân: Căn cước công dân số 062092005678"],
      ["space", "Nơi đăng ký kết hôn: Ủy ban nhân dân xã Đăk Rơ Nga"],
      ["", "Ngày, tháng, năm đăng ký: 14/02/2024"],
    ],
  },
  {
    name: "to-khai-xac-nhan-hon-nhan",
    lines: [
      ...NATION,
      ["centre bold space", "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"],
      ["centre", "Kính gửi: Ủy ban nhân dân xã Đăk Rơ Nga"],
      ["space", "Họ, chữ đệm, tên người yêu cầu: Y HẠNH PHƯỚC"],
      ["", "Ngày, tháng, năm sinh: 30/09/1998"],
      ["", "Số định danh cá nhân: 062198004321"],
      ["", "Nơi cư trú: Thôn Kon Pring, xã Đăk Rơ Nga, tỉnh Quảng Ngãi"],
      ["", "Tình trạng hôn nhân hiện tại: Chưa đăng ký kết hôn với ai"],
      ["", "Mục đích sử dụng giấy: Làm thủ tục vay vốn ngân hàng"],
      [
        "space",
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.",
      ],
      ["right space", "Đăk Rơ Nga, ngày 23 tháng 11 năm 2026"],
      ["right bold", "Người yêu cầu"],
    ],
  },
  {
    name: "giay-uy-quyen",
    lines: [
      ...NATION,
      ["centre bold space", "GIẤY ỦY QUYỀN"],
      ["space", "Hôm nay, ngày 22 tháng 11 năm 2026, tại xã Đăk Rơ Nga, tỉnh Quảng Ngãi, chúng tôi gồm:"],
      ["bold", "Bên ủy quyền: Y HẠNH PHƯỚC"],
      ["", "Số định danh cá nhân: 062198004321"],
      ["bold", "Bên được ủy quyền: Y NGUYỆT"],
      ["", "Số định danh cá nhân: 062175009876. Quan hệ: Mẹ đẻ"],
      [
        "space",
        "Nội dung ủy quyền: Bên được ủy quyền thay mặt bên ủy quyền nộp hồ sơ và nhận kết quả cấp giấy xác nhận tình trạng hôn nhân.",
      ],
      ["", "Thời hạn ủy quyền: Từ ngày ký đến khi nhận được kết quả giải quyết."],
      ["space", "Hai bên đã đọc lại, hiểu rõ và cùng ký tên dưới đây."],
    ],
  },
];

const sample = (name) => SAMPLE_PAGES.find((page) => page.name === name);
const MARK = "TẬP HUẤN";

/** What the virtual scanner of the training mode gives: nobody may take one of these for a real paper. */
export const TRAINING_PAGES = [
  { name: "trang-1", mark: MARK, lines: sample("to-khai-khai-sinh-1").lines },
  { name: "trang-2", mark: MARK, lines: sample("to-khai-khai-sinh-2").lines },
  { name: "trang-3", mark: MARK, lines: sample("giay-chung-sinh").lines },
  { name: "trang-4", mark: MARK, lines: sample("giay-ket-hon").lines },
  { name: "trang-lech", mark: MARK, lines: sample("giay-chung-sinh").lines },
  // Blank with nothing on it at all: a blank back side has no mark either.
  { name: "trang-trang", lines: [], mark: " " },
];
